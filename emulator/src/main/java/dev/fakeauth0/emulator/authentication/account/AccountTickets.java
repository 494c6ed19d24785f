package dev.fakeauth0.emulator.authentication.account;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Timestamp;
import dev.fakeauth0.emulator.tenant.Outbox;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import java.time.Duration;
import java.time.Instant;

/**
 * Messages with a link that opens a page of its own. The ticket of the link stands where those of
 * the Management API stand ("Create a Password Change Ticket"), so the same page takes both.
 */
public final class AccountTickets {

  private static final String TICKETS = "tickets";
  private static final Duration LIFETIME = Duration.ofDays(5);

  private AccountTickets() {}

  /** Sends a user the link to verify an e-mail address. */
  public static void verifyEmail(Document user, String issuer, TenantDraft tenant, Instant now) {
    String link = link(user, "u/email-verification", issuer, tenant, now);
    Outbox.send(
        Outbox.Letter.email(
                "verify_email",
                user.string("email", ""),
                "Verify your email",
                "Thank you for signing up. Please verify your email address: " + link)
            .withLink(link),
        tenant,
        now);
  }

  /** Sends a user the link to set a new password. */
  public static void resetPassword(Document user, String issuer, TenantDraft tenant, Instant now) {
    String link = link(user, "u/reset-password", issuer, tenant, now);
    Outbox.send(
        Outbox.Letter.email(
                "reset_email",
                user.string("email", ""),
                "Reset your password",
                "A change of your password was asked for. To set a new one: " + link)
            .withLink(link),
        tenant,
        now);
  }

  private static String link(
      Document user, String page, String issuer, TenantDraft tenant, Instant now) {
    String ticket = tenant.ids().prefixed("", 32);
    tenant.put(
        TICKETS,
        ticket,
        Document.of(
            "id",
            ticket,
            "user_id",
            user.string("user_id", ""),
            "page",
            page,
            "expires_at",
            Timestamp.of(now.plus(LIFETIME))));
    return issuer + page + "?ticket=" + ticket + '#';
  }
}
