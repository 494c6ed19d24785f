package dev.fakeauth0.emulator.token;

import dev.fakeauth0.emulator.json.Document;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Tokens, signed.
 *
 * @param access the access token; none where only an ID token was granted
 * @param idToken the ID token
 * @param refreshToken the refresh token
 * @param scope what the answer says the scope is; none: no {@code scope} member
 * @param expiresIn how long the access token is good
 * @param more further members of the answer, behind all others
 * @param type how the access token is used: {@code Bearer}, or {@code DPoP} by who has its key
 */
public record TokenSet(
    Optional<String> access,
    Optional<String> idToken,
    Optional<String> refreshToken,
    List<String> scope,
    Duration expiresIn,
    Document more,
    String type) {

  /** Tokens for whoever has them. */
  public TokenSet(
      Optional<String> access,
      Optional<String> idToken,
      Optional<String> refreshToken,
      List<String> scope,
      Duration expiresIn,
      Document more) {
    this(access, idToken, refreshToken, scope, expiresIn, more, "Bearer");
  }

  /** An access token alone. */
  public TokenSet(String accessToken, List<String> scope, Duration expiresIn) {
    this(
        Optional.of(accessToken),
        Optional.empty(),
        Optional.empty(),
        scope,
        expiresIn,
        Document.EMPTY);
  }

  /** The access token, where there is one for sure. */
  public String accessToken() {
    return access.orElseThrow();
  }

  @Override
  public String toString() {
    return "TokenSet[scope=" + scope + ", expiresIn=" + expiresIn + "]";
  }
}
