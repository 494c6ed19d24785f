package dev.fakeauth0.emulator.user;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.password.PasswordWeakness;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A user to be: what the Management API, signups and the signup page have in common. It says what
 * is in the way; each of them has words of its own for that.
 *
 * @param user the user as it would be stored, less the password
 * @param password the password that was sent
 * @param connection where it would be
 */
public record NewAccount(Document user, Optional<String> password, UserConnection connection) {

  /** What is in the way of a new user. */
  public enum Obstacle {
    /** An identifier that the connection asks for is not there: {@code member} says which. */
    IDENTIFIER_MISSING,
    /** A username, and the connection has none. */
    USERNAME_NOT_TAKEN,
    /** No password, in a database. */
    PASSWORD_MISSING,
    /** The password breaks the connection's policy: {@code weakness} says how. */
    PASSWORD_WEAK,
    /** Somebody else has the identifier that {@code member} says. */
    TAKEN
  }

  /**
   * What is in the way.
   *
   * @param obstacle which of them
   * @param member the member of the user it is about
   * @param value what that member is; empty for a password
   * @param weakness what is wrong with a password
   */
  public record Unfit(
      Obstacle obstacle, String member, String value, Optional<PasswordWeakness> weakness) {}

  /**
   * An account of what was sent.
   *
   * @param sent the members of the user, {@code password} among them
   * @param id what the user_id has behind the bar
   */
  public static NewAccount of(Document sent, String id, UserConnection connection) {
    Document user =
        sent.with("user_id", connection.strategy() + '|' + id)
            .without("password")
            .without("verify_email");
    if (!connection.database()) {
      user = user.without("password_hash");
    }
    Optional<String> email = user.string("email");
    if (email.isPresent()) {
      user =
          user.with("email", email.get().toLowerCase(Locale.ROOT))
              .withDefault("email_verified", false);
    }
    return new NewAccount(user, sent.string("password"), connection);
  }

  /** The first thing in the way, if any is. */
  public Optional<Unfit> unfit(TenantState state) {
    return identifiers().or(this::passwords).or(() -> taken(state));
  }

  private Optional<Unfit> identifiers() {
    for (String identifier : connection.requiredIdentifiers()) {
      if (user.string(identifier).isEmpty()) {
        return unfit(Obstacle.IDENTIFIER_MISSING, identifier, "");
      }
    }
    return user.string("username").isPresent() && !connection.takesUsernames()
        ? unfit(Obstacle.USERNAME_NOT_TAKEN, "username", user.string("username", ""))
        : Optional.empty();
  }

  private Optional<Unfit> passwords() {
    if (!connection.database()) {
      return Optional.empty();
    }
    if (password.isEmpty()) {
      return unfit(Obstacle.PASSWORD_MISSING, "password", "");
    }
    return connection
        .passwordPolicy()
        .weakness(password.get(), user, List.of())
        .map(weakness -> new Unfit(Obstacle.PASSWORD_WEAK, "password", "", Optional.of(weakness)));
  }

  private Optional<Unfit> taken(TenantState state) {
    String id = user.string("user_id", "");
    if (state.users().find(id).isPresent()) {
      return unfit(Obstacle.TAKEN, "user_id", id);
    }
    for (String identifier : List.of("email", "username", "phone_number")) {
      Optional<String> value = user.string(identifier);
      if (value.isPresent() && connection.holder(state, identifier, value.get()).isPresent()) {
        return unfit(Obstacle.TAKEN, identifier, value.get());
      }
    }
    return Optional.empty();
  }

  private static Optional<Unfit> unfit(Obstacle obstacle, String member, String value) {
    return Optional.of(new Unfit(obstacle, member, value, Optional.empty()));
  }

  /** Says nothing of the password. */
  @Override
  public String toString() {
    return "NewAccount[" + user.string("user_id", "") + "]";
  }
}
