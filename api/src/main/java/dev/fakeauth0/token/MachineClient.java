package dev.fakeauth0.token;

import java.util.Optional;

/**
 * A client that gets tokens for itself, and for which API: what a program is configured with.
 *
 * @param clientId the client_id
 * @param clientSecret the client_secret; empty if it proves itself by a key
 * @param audience the identifier of the first API it is granted, or else of the tenant's first
 */
public record MachineClient(
    String clientId, Optional<String> clientSecret, Optional<String> audience) {

  /** Names no secret. */
  @Override
  public String toString() {
    return "MachineClient[clientId=" + clientId + ", audience=" + audience + "]";
  }
}
