package dev.fakeauth0.emulator.password;

/**
 * Why a password is not accepted.
 *
 * @param kind which check refused it
 * @param because what it lacks or has, in one sentence without a final dot; never the password
 */
public record PasswordWeakness(Kind kind, String because) {

  /** The checks, with Auth0's words for them (Auth0 docs, "Password Strength"). */
  public enum Kind {
    /** Too short, or of too few kinds of characters. */
    STRENGTH("PasswordStrengthError: Password is too weak"),
    /** Among the most common passwords, or in the connection's own list. */
    DICTIONARY("PasswordDictionaryError: Password is too common"),
    /** One of the user's last passwords. */
    HISTORY("PasswordHistoryError: Password has previously been used"),
    /** Holds the user's name, nickname or e-mail address. */
    USER_INFO("PasswordNoUserInfoError: Password contains user information");

    private final String message;

    Kind(String message) {
      this.message = message;
    }

    /** What Auth0 says. */
    public String message() {
      return message;
    }
  }
}
