package dev.fakeauth0.contracts.auth0;

import java.util.Map;

/**
 * A client that a contract may use.
 *
 * @param clientId its id
 * @param secret its secret; empty for a public one
 * @param callback where its users come back to; empty if it has none
 * @param passwords whether it may send passwords to the token endpoint
 */
record Application(String clientId, String secret, String callback, boolean passwords) {

  /** Its credentials, as the token endpoint takes them in a body; no secret for a public one. */
  Map<String, Object> credentials() {
    Map<String, Object> credentials = Json.of("client_id", clientId);
    if (!secret.isEmpty()) {
      credentials.put("client_secret", secret);
    }
    return credentials;
  }

  /**
   * Its request for a token of its own (RFC 6749 section 4.4.2), as the token endpoint takes it in
   * a body.
   *
   * @param audience the API's identifier
   */
  Map<String, Object> tokenRequest(String audience) {
    return Json.with(
        Json.of("grant_type", "client_credentials", "audience", audience), credentials());
  }

  /** Its request for tokens of a user who gave it a password, to the user's own database. */
  Map<String, Object> passwordRequest(Person user) {
    return Json.with(
        Json.of(
            "grant_type", Fixtures.PASSWORD_REALM,
            "realm", user.connection(),
            "username", user.email(),
            "password", user.password()),
        credentials());
  }

  /** The same client with another secret. */
  Application withSecret(String other) {
    return new Application(clientId, other, callback, passwords);
  }
}
