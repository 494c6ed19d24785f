package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.password.PasswordWeakness;

/** Which passwords a database takes, as pages say it. */
final class PasswordRule {

  private PasswordRule() {}

  /** The rule in words (Auth0 docs, "Password Strength in Auth0 Database Connections"). */
  static String of(Document options) {
    long least =
        options
            .object("password_complexity_options")
            .flatMap(complexity -> complexity.number("min_length"))
            .orElse(0L);
    return switch (options.string("passwordPolicy", "none")) {
      case "low" -> atLeast(least, 6) + ".";
      case "fair" ->
          atLeast(least, 8) + ", with a lower case letter, an upper case letter and a" + " number.";
      case "good" ->
          atLeast(least, 8)
              + ", of 3 of these 4 types: lower case, upper case, numbers,"
              + " special characters.";
      case "excellent" ->
          atLeast(least, 10)
              + ", of 3 of these 4 types: lower case, upper case,"
              + " numbers, special characters; no more than 2 identical ones in a row.";
      default -> least > 1 ? atLeast(least, 1) + "." : "";
    };
  }

  private static String atLeast(long configured, long otherwise) {
    return "At least " + (configured > 0 ? configured : otherwise) + " characters";
  }

  /** The code of a weakness. */
  static String code(PasswordWeakness weakness) {
    return switch (weakness.kind()) {
      case STRENGTH -> "password-too-weak";
      case DICTIONARY -> "password-too-common";
      case HISTORY -> "password-previously-used";
      case USER_INFO -> "password-contains-user-information";
    };
  }

  /** What the user reads. */
  static String message(PasswordWeakness weakness) {
    return switch (weakness.kind()) {
      case STRENGTH -> "Password is too weak";
      case DICTIONARY -> "Password is too common";
      case HISTORY -> "Password has previously been used";
      case USER_INFO -> "Password contains user information";
    };
  }
}
