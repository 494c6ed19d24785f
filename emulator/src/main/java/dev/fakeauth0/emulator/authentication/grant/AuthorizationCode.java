package dev.fakeauth0.emulator.authentication.grant;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An authorization code (RFC 6749 section 4.1.2), kept in the state under its text until it
 * expires. An exchange leaves it there with what it issued, so that a second one is told apart and
 * revokes that.
 *
 * @param authorization what it stands for
 * @param redirectUri the {@code redirect_uri} of the authorization request, if it had one
 * @param challenge the {@code code_challenge}, if there was one (RFC 7636 section 4.3)
 * @param challengeMethod {@code S256} or {@code plain}
 * @param exchanged whether it was exchanged
 * @param issued the ids of the refresh tokens that its exchange issued
 */
public record AuthorizationCode(
    UserAuthorization authorization,
    Optional<String> redirectUri,
    Optional<String> challenge,
    String challengeMethod,
    boolean exchanged,
    List<String> issued) {

  /** How long it can be exchanged. */
  public static final Duration LIFETIME = Duration.ofMinutes(10);

  /** This, exchanged. */
  AuthorizationCode exchangedFor(List<String> refreshTokens) {
    return new AuthorizationCode(
        authorization, redirectUri, challenge, challengeMethod, true, refreshTokens);
  }

  /** Copies the ids. */
  public AuthorizationCode {
    issued = List.copyOf(issued);
  }
}
