package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Bearer;
import dev.fakeauth0.emulator.management.Merge;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.password.CustomPasswordHash;
import dev.fakeauth0.emulator.password.PasswordWeakness;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.user.LoginBlocks;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.emulator.user.UserView;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Changes a user by what was sent (Management API, "Update a User"). */
final class UserChange {

  private static final List<String> EXCLUSIVE =
      List.of(
          "password email",
          "password email_verified",
          "username email",
          "username email_verified",
          "username password");

  private static final Set<String> FROM_PROVIDER =
      Set.of("family_name", "given_name", "name", "nickname", "picture");

  private static final Set<String> NOT_STORED =
      Set.of(
          "password",
          "password_hash",
          "connection",
          "client_id",
          "verify_email",
          "verify_phone_number",
          "user_metadata",
          "app_metadata");

  private UserChange() {}

  /** The user after the change, or why it is not made. */
  static Decision<Document> of(Document before, Document sent, Work work) {
    Optional<Diagnosis> refused =
        beyondScopes(sent, work)
            .or(() -> exclusive(sent))
            .or(() -> notHere(before, sent, work))
            .or(() -> taken(before, sent, work));
    if (refused.isPresent()) {
      return Decision.refuse(refused.get());
    }
    Document merged = merged(before, sent);
    return sent.string("password").isPresent()
        ? withPassword(merged, sent, work)
        : Decision.grant(merged);
  }

  /** What the token's scopes do not let it change. */
  private static Optional<Diagnosis> beyondScopes(Document sent, Work work) {
    Bearer bearer = work.request().bearer();
    if (bearer.has("update:users")) {
      return Optional.empty();
    }
    if (!bearer.has("update:users_app_metadata")
        && !bearer.user().map(work.id()::equals).orElse(false)) {
      return Optional.of(UserScopes.otherUser(bearer));
    }
    String allowed = bearer.has("update:users_app_metadata") ? "app_metadata" : "user_metadata";
    List<String> beyond = new ArrayList<>();
    for (String member : sent.asMap().keySet()) {
      if (!member.equals(allowed) && !member.equals("password_hash")) {
        beyond.add(member);
      }
    }
    return beyond.isEmpty() ? Optional.empty() : Optional.of(UserScopes.beyond(beyond, bearer));
  }

  private static Optional<Diagnosis> exclusive(Document sent) {
    for (String pair : EXCLUSIVE) {
      String[] both = pair.split(" ", -1);
      if (sent.has(both[0]) && sent.has(both[1])) {
        return Optional.of(
            Refusals.badRequest(
                Words.of("Cannot update " + both[0] + " and " + both[1] + " simultaneously."),
                both[0] + " and " + both[1] + " are changed in one call",
                "send one PATCH for each"));
      }
    }
    return Optional.empty();
  }

  /** What users of this connection cannot have changed. */
  private static Optional<Diagnosis> notHere(Document before, Document sent, Work work) {
    String provider = UserView.provider(before.string("user_id", ""));
    boolean database = provider.equals("auth0");
    if (!database && sent.has("email")) {
      return Optional.of(
          Refusals.badRequest(
              Words.of("Cannot update email for non-database user."),
              "the user's primary identity is of " + provider,
              "change it where the user comes from"));
    }
    Optional<UserConnection> connection =
        UserConnection.of(work.state(), UserView.connection(before));
    boolean synchronizes = connection.map(UserConnection::synchronizes).orElse(!database);
    Set<String> provided = new TreeSet<>(sent.asMap().keySet());
    provided.retainAll(FROM_PROVIDER);
    if (synchronizes
        && !provided.isEmpty()
        && !provider.equals("email")
        && !provider.equals("sms")) {
      return Optional.of(
          Refusals.badRequest(
              Words.of(
                  "The following user attributes cannot be updated: "
                      + String.join(", ", provided)
                      + ". The connection must either be a database connection (using the Auth0"
                      + " store), a passwordless connection (email or sms) or has disabled 'Sync"
                      + " user profile attributes at each login'. For more information, see"
                      + " https://auth0.com/docs/dashboard/guides/connections/configure-connection-sync"),
              "the profile comes from " + provider + " at each login",
              "set options.set_user_root_attributes of the connection to on_first_login"));
    }
    if (sent.has("username")
        && connection.isPresent()
        && !connection.get().takesUsernames()
        && sent.get("username") != null) {
      return Optional.of(
          Refusals.badRequest(
              Words.of("Cannot set username for connection without requires_username."),
              "users of the connection " + connection.get().name() + " have no usernames",
              "leave username out, or set options.requires_username of the connection"));
    }
    return Optional.empty();
  }

  private static Optional<Diagnosis> taken(Document before, Document sent, Work work) {
    Optional<UserConnection> connection =
        UserConnection.of(work.state(), UserView.connection(before));
    if (connection.isEmpty()) {
      return Optional.empty();
    }
    for (String identifier : List.of("email", "username", "phone_number")) {
      Optional<String> value = sent.string(identifier);
      if (value.isEmpty()) {
        continue;
      }
      Optional<Item> holder = connection.get().holder(work.state(), identifier, value.get());
      if (holder.isPresent() && !holder.get().id().equals(before.string("user_id", ""))) {
        return Optional.of(
            Refusals.badRequest(
                Words.of(
                    "The specified new " + identifier.replace('_', ' ') + " already exists",
                    "auth0_idp_error"),
                "another user of the connection "
                    + connection.get().name()
                    + " has the "
                    + identifier
                    + ' '
                    + value.get(),
                "choose another, or delete that user"));
      }
    }
    return Optional.empty();
  }

  private static Document merged(Document before, Document sent) {
    Map<String, @Nullable Object> after = new LinkedHashMap<>(before.asMap());
    for (Map.Entry<String, @Nullable Object> member : sent.asMap().entrySet()) {
      if (!NOT_STORED.contains(member.getKey())) {
        after.put(member.getKey(), member.getValue());
      }
    }
    if (sent.string("email").isPresent()) {
      String email = sent.string("email", "").toLowerCase(Locale.ROOT);
      after.put("email", email);
      boolean same = email.equals(before.string("email", ""));
      // What was derived of the address they came with stays.
      Document view = UserView.of(before);
      after.put("name", sent.has("name") ? sent.get("name") : view.get("name"));
      after.put("nickname", sent.has("nickname") ? sent.get("nickname") : view.get("nickname"));
      after.put("picture", sent.has("picture") ? sent.get("picture") : view.get("picture"));
      if (!same && !sent.has("email_verified")) {
        after.put("email_verified", false);
      }
    }
    for (String name : List.of("user_metadata", "app_metadata")) {
      Optional<Document> metadata = sent.object(name);
      if (metadata.isPresent()) {
        // Recorded: what is sent is merged at the first level, and an empty object empties it.
        after.put(
            name,
            metadata.get().asMap().isEmpty()
                ? Document.EMPTY
                : Merge.metadata(before.object(name).orElse(Document.EMPTY), metadata.get()));
      }
    }
    return Document.of(after);
  }

  private static Decision<Document> withPassword(Document merged, Document sent, Work work) {
    Optional<UserConnection> connection =
        UserConnection.of(work.state(), sent.string("connection", UserView.connection(merged)));
    if (connection.isEmpty() || !connection.get().database()) {
      return Decision.refuse(
          Refusals.badRequest(
              Words.of("Cannot update password for non-database user."),
              "the identity has no password: it is of another kind of connection",
              "change it where the user comes from"));
    }
    List<String> earlier = new ArrayList<>();
    merged.string("password_hash").ifPresent(earlier::add);
    earlier.addAll(merged.strings("password_history"));
    Optional<PasswordWeakness> weakness =
        connection
            .get()
            .passwordPolicy()
            .weakness(sent.string("password", ""), UserView.of(merged), earlier);
    if (weakness.isPresent()) {
      return Decision.refuse(NewUser.weak(weakness.get(), connection.get()));
    }
    Document after =
        merged
            .without("password")
            .without(CustomPasswordHash.MEMBER)
            .with("password_hash", sent.string("password_hash").orElseThrow())
            .with("last_password_reset", work.timestamp());
    LoginBlocks.lift(merged, connection.get().name(), work.draft());
    int remembered = Math.min(connection.get().passwordPolicy().remembered(), earlier.size());
    return Decision.grant(
        remembered == 0
            ? after.without("password_history")
            : after.with("password_history", earlier.subList(0, remembered)));
  }
}
