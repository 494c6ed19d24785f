package dev.fakeauth0.emulator.control.doctor;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What the doctor is to look at.
 *
 * @param domain the domain, as it stands in {@code AUTH0_DOMAIN}
 * @param client the client that asks for a token
 * @param audience the API's identifier
 * @param scope the scopes that are needed
 * @param token a token somebody has
 * @param api the address of an API to call with the token
 */
public record Question(
    String domain,
    Optional<Credentials> client,
    Optional<String> audience,
    List<String> scope,
    Optional<String> token,
    Optional<URI> api) {

  /** Who asks for a token. */
  public record Credentials(String clientId, String clientSecret) {

    @Override
    public String toString() {
      return "Credentials[" + clientId + "]";
    }
  }

  /** Copies its collection. */
  public Question {
    scope = List.copyOf(scope);
  }
}
