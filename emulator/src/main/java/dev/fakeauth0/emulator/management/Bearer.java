package dev.fakeauth0.emulator.management;

import java.util.List;
import java.util.Optional;

/**
 * Whose token a call came with.
 *
 * @param clientId the client that got it
 * @param scopes what it may do
 * @param user the user_id of the user it is about; empty for a machine's
 * @param jti the token's id, if it has one
 */
public record Bearer(
    Optional<String> clientId, List<String> scopes, Optional<String> user, Optional<String> jti) {

  /** Copies its collection. */
  public Bearer {
    scopes = List.copyOf(scopes);
  }

  /** Whether it has a scope. */
  public boolean has(String scope) {
    return scopes.contains(scope);
  }
}
