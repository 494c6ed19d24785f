package dev.fakeauth0.emulator.user;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.password.PasswordPolicy;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a connection says of its users. */
public final class UserConnection {

  private static final List<String> IDENTIFIERS = List.of("email", "username", "phone_number");

  private final Document document;

  private UserConnection(Document document) {
    this.document = document;
  }

  /** The connection of a name. */
  public static Optional<UserConnection> of(TenantState state, String name) {
    Optional<? extends Resource> found = state.collection("connections").findByKey(name);
    return found.isPresent()
        ? Optional.of(new UserConnection(found.get().document()))
        : Optional.empty();
  }

  public String name() {
    return document.string("name", "");
  }

  public String id() {
    return document.string("id", "");
  }

  public String strategy() {
    return document.string("strategy", "");
  }

  public boolean database() {
    return strategy().equals("auth0");
  }

  public boolean passwordless() {
    return strategy().equals("email") || strategy().equals("sms");
  }

  /** Whether profiles come from the provider at each login, so that nobody else may write them. */
  public boolean synchronizes() {
    return !database()
        && !passwordless()
        && options().string("set_user_root_attributes", "on_each_login").equals("on_each_login");
  }

  public PasswordPolicy passwordPolicy() {
    return PasswordPolicy.of(options());
  }

  /** Whether users have usernames here. */
  public boolean takesUsernames() {
    return attributes().isPresent()
        ? attributes().get().object("username").isPresent()
        : options().flag("requires_username", false);
  }

  /** What a new user must have, in the order it is asked for. */
  public List<String> requiredIdentifiers() {
    if (strategy().equals("sms")) {
      return List.of("phone_number");
    }
    Optional<Document> attributes = attributes();
    if (attributes.isEmpty()) {
      return takesUsernames() ? List.of("email", "username") : List.of("email");
    }
    return IDENTIFIERS.stream()
        .filter(
            name ->
                attributes.get().object(name).isPresent()
                    && attributes
                        .get()
                        .object(name)
                        .flatMap(attribute -> attribute.object("signup"))
                        .map(signup -> signup.string("status", "").equals("required"))
                        .orElse(false))
        .toList();
  }

  /** A user of this connection who has an identifier already. */
  public Optional<Item> holder(TenantState state, String identifier, String value) {
    if (identifier.equals("email")) {
      for (Item user : state.users().allByKey(value.toLowerCase(Locale.ROOT))) {
        if (UserView.connection(user.document()).equals(name())) {
          return Optional.of(user);
        }
      }
      return Optional.empty();
    }
    return state
        .users()
        .having(
            "connection " + identifier,
            user -> {
              Document stored = user.document();
              Optional<String> own = stored.string(identifier);
              return own.isEmpty()
                  ? List.of()
                  : List.of(key(UserView.connection(stored), own.get()));
            },
            key(name(), value))
        .stream()
        .findFirst();
  }

  private static String key(String connection, String value) {
    return connection + '\n' + value.toLowerCase(Locale.ROOT);
  }

  private Document options() {
    return document.object("options").orElse(Document.EMPTY);
  }

  private Optional<Document> attributes() {
    return options().object("attributes");
  }
}
