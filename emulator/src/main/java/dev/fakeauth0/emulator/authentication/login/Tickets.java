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

  /** The page that enrolls a second factor. */
  static final String ENROLL = "mfa/enrollment";

  /** What a link is for. */
  enum Purpose {
    /** A new password, on whichever of its pages. */
    PASSWORD,
    /** An address that is to be verified. */
    VERIFICATION,
    /** A second factor that is to be enrolled. */
    ENROLLMENT;

    private static Purpose of(Document ticket) {
      return switch (ticket.string("page", "")) {
        case VERIFY -> VERIFICATION;
        case ENROLL -> ENROLLMENT;
        default -> PASSWORD;
      };
    }
  }

  private Tickets() {}

  /** A ticket, whatever it is for. */
  static Optional<Document> of(String ticket, TenantState state) {
    return state.collection(TICKETS).find(ticket).map(found -> found.document());
  }

  /** A ticket for a purpose, unless it was used or expired. */
  static Optional<Document> find(String ticket, Purpose purpose, TenantState state, Instant now) {
    return of(ticket, state)
        .filter(found -> Purpose.of(found) == purpose)
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
