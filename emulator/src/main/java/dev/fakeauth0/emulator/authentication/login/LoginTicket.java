package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.grant.Login;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import java.time.Duration;
import java.time.Instant;

/**
 * A login that was proven elsewhere, brought to {@code /authorize} as {@code login_ticket}: by
 * embedded logins (Auth0 docs, "Cross-Origin Authentication") and by links in messages. Good once,
 * for the client it was issued to, and in the browser it was issued to: else a page could log its
 * visitors in to an account of its own choice.
 *
 * @param clientId the client
 * @param browser the fingerprint of the browser's device cookie, see {@link Browser}
 * @param login the login
 */
public record LoginTicket(String clientId, String browser, Login login) {

  /** How long it is good. */
  public static final Duration LIFETIME = Duration.ofMinutes(2);

  /** Keeps a ticket; gives its text. */
  public static String issue(
      String clientId, String browser, Login login, TenantDraft tenant, Instant now) {
    String text = tenant.ids().opaque(32);
    tenant.keep(text, new LoginTicket(clientId, browser, login), now.plus(LIFETIME), now);
    return text;
  }
}
