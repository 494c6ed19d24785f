package dev.fakeauth0.emulator.token;

import java.time.Duration;

/**
 * An access token of somebody else, an identity provider, that is handed on as it is.
 *
 * @param value the token
 * @param lifetime how long it is still good
 * @param userId the user whose it is
 */
public record ProviderToken(String value, Duration lifetime, String userId) {

  /** Says nothing of the token. */
  @Override
  public String toString() {
    return "ProviderToken[" + userId + "]";
  }
}
