package dev.fakeauth0.emulator.authentication.page;

/**
 * Logs in by a connection other than a database.
 *
 * @param connection the connection's name
 * @param provider its strategy, such as {@code google-oauth2}
 * @param label what the button says behind "Continue with"
 */
public record ConnectionButton(String connection, String provider, String label) {

  String initial() {
    return Initial.of(label);
  }
}
