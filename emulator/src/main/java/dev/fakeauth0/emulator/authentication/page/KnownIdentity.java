package dev.fakeauth0.emulator.authentication.page;

/**
 * Someone who logged in by the connection before, or stands in the seed.
 *
 * @param id the user's id at the provider
 * @param name their name
 * @param email their address; may be empty
 */
public record KnownIdentity(String id, String name, String email) {

  String initial() {
    return Initial.of(name);
  }
}
