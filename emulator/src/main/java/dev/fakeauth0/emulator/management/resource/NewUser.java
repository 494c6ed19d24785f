package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.password.PasswordWeakness;
import dev.fakeauth0.emulator.user.NewAccount;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.emulator.user.UserView;
import dev.fakeauth0.refusal.Diagnosis;
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
    if (!connection.database() && !connection.passwordless()) {
      return Decision.refuse(noCreation(connection));
    }
    Optional<String> own = work.body().string("user_id");
    NewAccount account =
        NewAccount.of(
            sent, own.orElseGet(() -> UserView.part(sent.string("user_id", ""))), connection);
    Optional<NewAccount.Unfit> unfit = account.unfit(work.state());
    return unfit.isPresent()
        ? Decision.refuse(refused(unfit.get(), connection))
        : Decision.grant(account.user());
  }

  private static Diagnosis noCreation(UserConnection connection) {
    return Refusals.badRequest(
        Words.of(
            "Connection does not support user creation through the API. It must either be a"
                + " database or passwordless connection."),
        "users of a connection of strategy " + connection.strategy() + " come from its provider",
        "create the user in a database connection, or log in through the provider");
  }

  private static Diagnosis refused(NewAccount.Unfit unfit, UserConnection connection) {
    return switch (unfit.obstacle()) {
      case IDENTIFIER_MISSING, PASSWORD_MISSING -> missing(unfit.member(), connection);
      case USERNAME_NOT_TAKEN ->
          Refusals.badRequest(
              Words.of("Cannot set username for connection without requires_username."),
              "users of the connection " + connection.name() + " have no usernames",
              "leave username out, or set options.requires_username of the connection");
      case PASSWORD_WEAK -> weak(unfit.weakness().orElseThrow(), connection);
      case TAKEN -> conflict(unfit.member(), unfit.value(), connection);
    };
  }

  private static Diagnosis missing(String property, UserConnection connection) {
    return Refusals.badRequest(
        Words.of("Payload validation error: 'Missing required property: " + property + "'."),
        "users of the connection " + connection.name() + " need a " + property,
        "send " + property);
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

  private static Diagnosis conflict(String member, String value, UserConnection connection) {
    return Refusals.conflict(
            Words.of("The user already exists.", "auth0_idp_error"),
            "user with the " + member + ' ' + value + " in the connection " + connection.name())
        .fact(member, value);
  }
}
