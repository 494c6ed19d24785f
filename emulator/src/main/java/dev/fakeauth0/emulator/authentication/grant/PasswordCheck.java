package dev.fakeauth0.emulator.authentication.grant;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.password.BreachedPasswords;
import dev.fakeauth0.emulator.password.CustomPasswordHash;
import dev.fakeauth0.emulator.password.PasswordHash;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.UserConnection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;

/**
 * A user name and a password, compared with what a connection has. Made against a snapshot, since a
 * hash takes its time, and handed to {@link PasswordLogin}, which looks whether it still holds.
 *
 * @param connection the connection's name
 * @param typed what was typed in place of the user: an e-mail address, a username, a phone number
 * @param password the password
 * @param userId the user_id of whom it names; none: the connection knows nobody of that name
 * @param secret what is stored of the user's password
 * @param right whether the password is the user's
 * @param instead the hash that takes the place of an imported one, where that was right
 * @param breached whether the password is known from a breach
 */
public record PasswordCheck(
    String connection,
    String typed,
    String password,
    Optional<String> userId,
    Optional<String> secret,
    boolean right,
    Optional<String> instead,
    boolean breached) {

  /** Compares. */
  public static PasswordCheck of(
      UserConnection connection, String typed, String password, TenantState state) {
    Optional<UserConnection.Holder> holder = connection.holder(state, typed);
    Optional<String> secret = holder.flatMap(found -> secret(found.credentials()));
    boolean right = holder.isPresent() && right(holder.get().credentials(), password);
    boolean imported =
        right && holder.get().credentials().object(CustomPasswordHash.MEMBER).isPresent();
    return new PasswordCheck(
        connection.name(),
        typed,
        password,
        holder.map(found -> found.user().string("user_id", "")),
        secret,
        right,
        imported
            ? Optional.of(PasswordHash.instead(password, secret.orElse("")))
            : Optional.empty(),
        BreachedPasswords.has(password, state.fakeAuth0()));
  }

  /** This check, made anew if the user has changed since. */
  PasswordCheck in(UserConnection now, TenantState state) {
    Optional<UserConnection.Holder> holder = now.holder(state, typed);
    boolean same =
        userId.equals(holder.map(found -> found.user().string("user_id", "")))
            && secret.equals(holder.flatMap(found -> secret(found.credentials())));
    return same ? this : of(now, typed, password, state);
  }

  /** What was typed, as failed logins are counted by: upper and lower case are the same. */
  String counted() {
    return typed.toLowerCase(Locale.ROOT);
  }

  private static Optional<String> secret(Document credentials) {
    return credentials
        .object(CustomPasswordHash.MEMBER)
        .map(custom -> Json.text(custom.asMap()))
        .or(() -> credentials.string("password_hash"))
        .or(() -> credentials.string("password"));
  }

  /** A seed's password is kept as it stands there: the login page shows it to testers. */
  private static boolean right(Document credentials, String password) {
    Optional<Document> custom = credentials.object(CustomPasswordHash.MEMBER);
    if (custom.isPresent()) {
      return CustomPasswordHash.matches(password, custom.get());
    }
    Optional<String> hash = credentials.string("password_hash");
    if (hash.isPresent()) {
      return PasswordHash.matches(password, hash.get());
    }
    return credentials
        .string("password")
        .filter(
            own ->
                MessageDigest.isEqual(
                    own.getBytes(StandardCharsets.UTF_8),
                    password.getBytes(StandardCharsets.UTF_8)))
        .isPresent();
  }

  /** Says nothing of the password. */
  @Override
  public String toString() {
    return "PasswordCheck[" + typed + " in " + connection + ": " + right + "]";
  }
}
