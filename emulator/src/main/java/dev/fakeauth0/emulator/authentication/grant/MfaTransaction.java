package dev.fakeauth0.emulator.authentication.grant;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an {@code mfa_token} stands for: a login that lacks its second factor. Kept longer than it
 * is good, so that one that is too old is told from one that never was.
 *
 * @param authorization what the client may have once the factor is shown
 * @param grantType the {@code gty} of the tokens
 * @param expiresAt until when it is good
 */
public record MfaTransaction(
    UserAuthorization authorization, Optional<String> grantType, Instant expiresAt) {

  /**
   * How long it is good (Auth0 docs, "Authenticate Using the Resource Owner Password Flow with
   * MFA").
   */
  static final Duration LIFETIME = Duration.ofMinutes(10);

  /** How long it is remembered. */
  static final Duration REMEMBERED = Duration.ofDays(1);

  /** What is granted now that the factor is shown. */
  UserAuthorization completed(Instant now) {
    Login login = authorization.login();
    return new UserAuthorization(
        authorization.clientId(),
        new Login(
            login.userId(), login.connection(), now, List.of("pwd", "mfa"), login.sessionId()),
        authorization.audience(),
        authorization.scope(),
        authorization.requestedScope(),
        authorization.organizationId(),
        authorization.namesOrganization(),
        authorization.nonce(),
        authorization.saysAuthTime());
  }
}
