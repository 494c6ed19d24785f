package dev.fakeauth0.token;

import java.time.Duration;
import java.util.List;

/**
 * A token that was minted, as the token endpoint would have handed it out.
 *
 * @param accessToken the token
 * @param scope the scopes it grants; empty if none
 * @param expiresIn its lifetime
 * @param tokenType {@code Bearer}
 */
public record MintedToken(
    String accessToken, List<String> scope, Duration expiresIn, String tokenType) {

  /** Names no secret. */
  @Override
  public String toString() {
    return "MintedToken[scope=" + scope + ", expiresIn=" + expiresIn + "]";
  }
}
