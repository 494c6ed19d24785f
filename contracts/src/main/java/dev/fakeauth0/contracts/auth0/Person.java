package dev.fakeauth0.contracts.auth0;

/**
 * A user who can log in.
 *
 * @param userId the id, {@code auth0|...}; empty if that is not known
 * @param email the e-mail address
 * @param password the password
 * @param connection the database
 */
record Person(String userId, String email, String password, String connection) {}
