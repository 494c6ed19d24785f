package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.password.PasswordWeakness;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.emulator.user.UserView;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes a user of what was sent (Management API, "Create a User"). */
final class NewUser {

  private NewUser() {}

  /**
   * The user, or why there will be none.
   *
   * @param sent the body, with an id that was drawn and the times
   */
  static Decision<Document> of(Document sent, Work work) {
    String name = sent.string("connection", "");
    Optional<UserConnection> found = UserConnection.of(work.state(), name);
    if (found.isEmpty()) {
      return Decision.refuse(
          Refusals.badRequest(
              Words.of("The connection does not exist.", "inexistent_connection"),
              "there is no connection " + name,
              "create the connection, or take the name of one that GET /api/v2/connections lists"));
    }
    UserConnection connection = found.get();
    Document user = normalized(sent, connection, work);
    Optional<Diagnosis> refused =
        refused(user, connection)
            .or(() -> withoutPassword(sent, connection))
            .or(() -> weak(sent, user, connection))
            .or(() -> taken(user, connection, work));
    return refused.isPresent() ? Decision.refuse(refused.get()) : Decision.grant(user);
  }

  private static Document normalized(Document sent, UserConnection connection, Work work) {
    Optional<String> own = work.body().string("user_id");
    String part = own.isPresent() ? own.get() : UserView.part(sent.string("user_id", ""));
    Document user =
        sent.with("user_id", connection.strategy() + '|' + part)
            .without("password")
            .without("verify_email");
    if (!connection.database()) {
      user = user.without("password_hash");
    }
    Optional<String> email = user.string("email");
    return email.isPresent()
        ? user.with("email", email.get().toLowerCase(Locale.ROOT))
            .withDefault("email_verified", false)
        : user;
  }

  private static Optional<Diagnosis> refused(Document user, UserConnection connection) {
    if (!connection.database() && !connection.passwordless()) {
      return Optional.of(
          Refusals.badRequest(
              Words.of(
                  "Connection does not support user creation through the API. It must either be a"
                      + " database or passwordless connection."),
              "users of a connection of strategy "
                  + connection.strategy()
                  + " come from its provider",
              "create the user in a database connection, or log in through the provider"));
    }
    for (String identifier : connection.requiredIdentifiers()) {
      if (user.string(identifier).isEmpty()) {
        return Optional.of(missing(identifier, connection));
      }
    }
    if (user.string("username").isPresent() && !connection.takesUsernames()) {
      return Optional.of(
          Refusals.badRequest(
              Words.of("Cannot set username for connection without requires_username."),
              "users of the connection " + connection.name() + " have no usernames",
              "leave username out, or set options.requires_username of the connection"));
    }
    return Optional.empty();
  }

  private static Optional<Diagnosis> withoutPassword(Document sent, UserConnection connection) {
    return connection.database() && sent.string("password").isEmpty()
        ? Optional.of(missing("password", connection))
        : Optional.empty();
  }

  private static Diagnosis missing(String property, UserConnection connection) {
    return Refusals.badRequest(
        Words.of("Payload validation error: 'Missing required property: " + property + "'."),
        "users of the connection " + connection.name() + " need a " + property,
        "send " + property);
  }

  private static Optional<Diagnosis> weak(Document sent, Document user, UserConnection connection) {
    return connection.database()
        ? connection
            .passwordPolicy()
            .weakness(sent.string("password", ""), user, List.of())
            .map(weakness -> weak(weakness, connection))
        : Optional.empty();
  }

  static Diagnosis weak(PasswordWeakness weakness, UserConnection connection) {
    return Refusals.badRequest(
        Words.of(weakness.kind().message()),
        "the password is refused by the connection "
            + connection.name()
            + ": "
            + weakness.because(),
        "send a password that fits, or change options.passwordPolicy of the connection");
  }

  private static Optional<Diagnosis> taken(Document user, UserConnection connection, Work work) {
    String id = user.string("user_id", "");
    if (work.state().users().find(id).isPresent()) {
      return Optional.of(conflict("user_id", id, connection));
    }
    for (String identifier : List.of("email", "username", "phone_number")) {
      Optional<String> value = user.string(identifier);
      if (value.isPresent()
          && connection.holder(work.state(), identifier, value.get()).isPresent()) {
        return Optional.of(conflict(identifier, value.get(), connection));
      }
    }
    return Optional.empty();
  }

  private static Diagnosis conflict(String member, String value, UserConnection connection) {
    return Refusals.conflict(
            Words.of("The user already exists.", "auth0_idp_error"),
            "user with the " + member + ' ' + value + " in the connection " + connection.name())
        .fact(member, value);
  }
}
