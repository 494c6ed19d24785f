package dev.fakeauth0.emulator.authentication.page;

import java.util.Optional;

/**
 * Any page that asks for a code: from an authenticator app, a text message, an e-mail, a list of
 * recovery codes, or a device.
 *
 * @param state the interaction's id
 * @param title the heading
 * @param text where the code comes from
 * @param label what stands above the field
 * @param value what stands in it
 * @param numeric whether the code is digits only
 * @param oneTime whether a browser may fill it in from a message
 * @param resend whether it can be sent again
 * @param otherMethod whether there is another factor
 * @param whereToFind where a tester finds the code, as nothing is really sent; empty: no word of it
 * @param error what was wrong
 */
public record CodeView(
    String state,
    String title,
    String text,
    String label,
    String value,
    boolean numeric,
    boolean oneTime,
    boolean resend,
    boolean otherMethod,
    String whereToFind,
    Optional<FieldError> error) {

  private static final String MESSAGES =
      "FakeAuth0 sends nothing: read the message at GET /__admin/messages.";

  /** A code of an authenticator app. */
  public static CodeView authenticator(
      String state, boolean otherMethod, Optional<FieldError> error) {
    return new CodeView(
        state,
        "Verify your identity",
        "Enter the code that your authenticator app shows.",
        "One-time code",
        "",
        true,
        true,
        false,
        otherMethod,
        "",
        error);
  }

  /**
   * A code sent as a message.
   *
   * @param to the masked number or address
   */
  public static CodeView message(
      String state, String to, boolean otherMethod, Optional<FieldError> error) {
    return new CodeView(
        state,
        "Verify your identity",
        "Enter the code that was sent to " + to + ".",
        "6-digit code",
        "",
        true,
        true,
        true,
        otherMethod,
        MESSAGES,
        error);
  }

  /** A recovery code. */
  public static CodeView recovery(String state, boolean otherMethod, Optional<FieldError> error) {
    return new CodeView(
        state,
        "Verify your identity",
        "Enter the recovery code that you were given when you enrolled.",
        "Recovery code",
        "",
        false,
        false,
        false,
        otherMethod,
        "",
        error);
  }

  /** A code sent instead of a password (Auth0 docs, "Passwordless Connections"). */
  public static CodeView passwordless(String state, String to, Optional<FieldError> error) {
    return new CodeView(
        state,
        "Check your messages",
        "Enter the code that was sent to " + to + ".",
        "6-digit code",
        "",
        true,
        true,
        true,
        false,
        MESSAGES,
        error);
  }

  /** The code that a device shows (RFC 8628 section 3.3). */
  public static CodeView device(String state, String value, Optional<FieldError> error) {
    return new CodeView(
        state,
        "Connect a device",
        "Enter the code that your device shows.",
        "Code",
        value,
        false,
        false,
        false,
        false,
        "",
        error);
  }
}
