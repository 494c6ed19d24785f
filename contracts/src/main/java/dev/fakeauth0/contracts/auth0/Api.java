package dev.fakeauth0.contracts.auth0;

import java.util.List;

/**
 * An API that a contract may use.
 *
 * @param id its id at the Management API; empty if that is not known
 * @param identifier its audience
 * @param granted the scopes that {@link Fixtures#machine} is granted
 * @param notGranted a scope it has that nobody is granted
 * @param offline whether users' clients get refresh tokens for it
 */
record Api(String id, String identifier, List<String> granted, String notGranted, boolean offline) {

  /** A scope that it has. */
  String scope() {
    return granted.get(0);
  }

  /** All scopes that it is known to have but one. */
  String scopes() {
    return String.join(" ", granted);
  }
}
