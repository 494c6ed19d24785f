package dev.fakeauth0.emulator.authentication.login;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An authorization request that was pushed (RFC 9126 section 2), kept under its {@code
 * request_uri}.
 *
 * @param clientId the client that pushed it
 * @param parameters its parameters
 */
record PushedRequest(String clientId, Map<String, String> parameters) {

  /** How long it can be used: once. */
  static final Duration LIFETIME = Duration.ofSeconds(30);

  /** How {@code request_uri} begins (RFC 9126 section 2.2). */
  static final String PREFIX = "urn:ietf:params:oauth:request_uri:";

  /** Copies the parameters. */
  PushedRequest {
    parameters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** Names, never values. */
  @Override
  public String toString() {
    return "PushedRequest[" + clientId + ", " + parameters.keySet() + "]";
  }
}
