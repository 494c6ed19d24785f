package dev.fakeauth0.emulator.user;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.password.PasswordPolicy;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.ArrayList;
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

  /** Its {@code name}, unique in the tenant. */
  public String name() {
    return document.string("name", "");
  }

  /** Its id, {@code con_} and 16 letters and digits. */
  public String id() {
    return document.string("id", "");
  }

  /**
   * What stands behind it: {@code auth0} for a database, {@code email}, {@code sms}, a provider.
   */
  public String strategy() {
    return document.string("strategy", "");
  }

  /** Whether it keeps users and their passwords itself. */
  public boolean database() {
    return strategy().equals("auth0");
  }

  /** Whether users log in by a code that is sent to them. */
  public boolean passwordless() {
    return strategy().equals("email") || strategy().equals("sms");
  }

  /** Whether profiles come from the provider at each login, so that nobody else may write them. */
  public boolean synchronizes() {
    return !database()
        && !passwordless()
        && options().string("set_user_root_attributes", "on_each_login").equals("on_each_login");
  }

  /** Which passwords it takes. */
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

  /** Whether an application's users may log in here. */
  public boolean enabledFor(String clientId) {
    return document.strings("enabled_clients").contains(clientId);
  }

  /** Whether failed logins are counted here. */
  public boolean countsFailures() {
    return options().flag("brute_force_protection", true);
  }

  /** Whether nobody may sign up here by themselves. */
  public boolean signupDisabled() {
    return options().flag("disable_signup", false);
  }

  /** Whether users connect their accounts here, for applications to use their provider's APIs. */
  public boolean connectsAccounts() {
    return document
        .object("connected_accounts")
        .filter(setting -> setting.flag("active", false))
        .isPresent();
  }

  /** The connection's {@code options}. */
  public Document settings() {
    return options();
  }

  /** The names that password-realm logins know it by. */
  public List<String> realms() {
    List<String> realms = document.strings("realms");
    return realms.isEmpty() ? List.of(name()) : realms;
  }

  /**
   * The connection that a login names as its {@code realm}: by its name, else by one of its {@code
   * realms}.
   */
  public static Optional<UserConnection> ofRealm(TenantState state, String realm) {
    Optional<UserConnection> named = of(state, realm);
    if (named.isPresent()) {
      return named;
    }
    for (Resource connection : state.collection("connections").all()) {
      if (connection.document().strings("realms").contains(realm)) {
        return Optional.of(new UserConnection(connection.document()));
      }
    }
    return Optional.empty();
  }

  /** The names of all connections of a strategy. */
  public static List<String> named(TenantState state, String strategy) {
    List<String> names = new ArrayList<>();
    for (Resource connection : state.collection("connections").all()) {
      if (connection.document().string("strategy", "").equals(strategy)) {
        names.add(connection.document().string("name", ""));
      }
    }
    return names;
  }

  /**
   * Somebody who can log in here.
   *
   * @param user the user as stored
   * @param credentials what holds the password: the user, or the linked identity that is of this
   *     connection
   */
  public record Holder(Document user, Document credentials) {

    /** The profile of whoever is known here: the user's, or the linked identity's. */
    public Document profile() {
      return credentials.object("profileData").orElse(credentials);
    }

    /** The user, with other credentials. */
    public Document with(Document changed) {
      if (credentials.equals(user)) {
        return changed;
      }
      List<Object> identities = new ArrayList<>();
      for (Document identity : user.objects("identities")) {
        identities.add((identity.equals(credentials) ? changed : identity).asMap());
      }
      return user.with("identities", identities);
    }
  }

  /**
   * Whoever logs in here with what was typed: an e-mail address, a username or a phone number, in
   * upper or lower case; also by an identity of this connection that is linked to another user.
   */
  public Optional<Holder> holder(TenantState state, String typed) {
    for (String identifier : IDENTIFIERS) {
      Optional<Item> found = holder(state, identifier, typed);
      if (found.isPresent()) {
        Document user = found.get().document();
        return Optional.of(new Holder(user, user));
      }
    }
    for (Item linked :
        state
            .users()
            .having("linked identities", UserConnection::linkedIdentifiers, key(name(), typed))) {
      for (Document identity : linked.document().objects("identities")) {
        if (identifiers(identity).contains(key(name(), typed))) {
          return Optional.of(new Holder(linked.document(), identity));
        }
      }
    }
    return Optional.empty();
  }

  /** The user that an account is linked to; none for one that is no part of another. */
  public static Optional<Item> linkedTo(String userId, TenantState state) {
    return state.users().having("linked ids", UserConnection::linkedIds, userId).stream()
        .findFirst();
  }

  private static List<String> linkedIds(Item user) {
    List<Document> identities = user.document("identities"::equals).objects("identities");
    List<String> ids = new ArrayList<>();
    for (Document identity :
        identities.subList(Math.min(1, identities.size()), identities.size())) {
      ids.add(id(identity));
    }
    return ids;
  }

  /** The user_id that an identity has, or had, as a user of its own. */
  public static String id(Document identity) {
    return identity.string("provider", "") + '|' + identity.get("user_id");
  }

  /** What the identities linked to a user are found by. */
  private static List<String> linkedIdentifiers(Item user) {
    List<String> keys = new ArrayList<>();
    List<Document> identities = user.document().objects("identities");
    for (Document identity :
        identities.subList(Math.min(1, identities.size()), identities.size())) {
      keys.addAll(identifiers(identity));
    }
    return keys;
  }

  private static List<String> identifiers(Document identity) {
    List<String> keys = new ArrayList<>();
    Document profile = identity.object("profileData").orElse(Document.EMPTY);
    for (String identifier : IDENTIFIERS) {
      profile
          .string(identifier)
          .ifPresent(value -> keys.add(key(identity.string("connection", ""), value)));
    }
    return keys;
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
              Document stored =
                  user.document(
                      member ->
                          member.equals(identifier)
                              || member.equals("connection")
                              || member.equals("identities"));
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
