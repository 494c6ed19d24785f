package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.time.Instant;
import java.util.Optional;

/**
 * The tickets behind links that messages carry, and that the Management API makes (Management API,
 * "tickets"). Each is good once.
 */
final class Tickets {

  private static final String TICKETS = "tickets";

  /** The page that verifies an address. */
  static final String VERIFY = "u/email-verification";

  private Tickets() {}

  /** A ticket, whatever it is for. */
  static Optional<Document> of(String ticket, TenantState state) {
    return state.collection(TICKETS).find(ticket).map(found -> found.document());
  }

  /** A ticket for a page, unless it was used or expired. */
  static Optional<Document> find(String ticket, boolean password, TenantState state, Instant now) {
    return of(ticket, state)
        .filter(found -> !found.string("page", "").equals(VERIFY) == password)
        .filter(
            found ->
                found
                    .string("expires_at")
                    .filter(until -> Instant.parse(until).isAfter(now))
                    .isPresent());
  }

  /** Uses a ticket up. */
  static void spend(Document ticket, TenantDraft tenant) {
    tenant.remove(TICKETS, ticket.string("id", ""));
  }
}
