package dev.fakeauth0.contracts.auth0;

/**
 * A client that a contract may use.
 *
 * @param clientId its id
 * @param secret its secret; empty for a public one
 * @param callback where its users come back to; empty if it has none
 */
record Application(String clientId, String secret, String callback) {}
