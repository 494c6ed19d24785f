package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.List;

/**
 * What users of some databases are known by.
 *
 * @param username whether by a username
 * @param email whether by an e-mail address
 */
record Identifiers(boolean username, boolean email) {

  static Identifiers of(List<UserConnection> databases) {
    boolean username = false;
    boolean email = databases.isEmpty();
    for (UserConnection database : databases) {
      username |= database.takesUsernames();
      email |= !database.takesUsernames() || database.requiredIdentifiers().contains("email");
    }
    return new Identifiers(username, email);
  }

  String label() {
    return username ? (email ? "Username or email address" : "Username") : "Email address";
  }

  String inputMode() {
    return username ? "text" : "email";
  }

  /** A refusal of a form without an identifier. */
  Diagnosis missing(String field) {
    return FieldErrors.refusal(
        field,
        username ? "no-username" : "no-email",
        username ? "Username is required" : "Please enter an email address",
        "the form has no " + field,
        "fill in the field " + field);
  }
}
