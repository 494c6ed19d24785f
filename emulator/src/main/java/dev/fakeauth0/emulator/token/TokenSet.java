package dev.fakeauth0.emulator.token;

import java.time.Duration;
import java.util.List;

/**
 * What the token endpoint hands out.
 *
 * @param accessToken the access token
 * @param scope the scopes it grants; none: no {@code scope} member
 * @param expiresIn how long it is good
 */
public record TokenSet(String accessToken, List<String> scope, Duration expiresIn) {

  @Override
  public String toString() {
    return "TokenSet[scope=" + scope + ", expiresIn=" + expiresIn + "]";
  }
}
