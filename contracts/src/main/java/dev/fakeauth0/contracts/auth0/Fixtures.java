package dev.fakeauth0.contracts.auth0;

import dev.fakeauth0.contracts.Reply;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What contracts find or make at a target. What {@code --fixtures} names is used; the rest is made
 * through the Management API on first use, under names of this run, and removed: shared things at
 * the end, those of one contract when it is over.
 */
final class Fixtures {

  /** Where users come back to. Nothing listens there and nothing is sent there. */
  static final String CALLBACK = "https://fa0-contract.example/callback";

  /** Where users may go after logout. */
  static final String AFTER_LOGOUT = "https://fa0-contract.example/bye";

  /** The grant type of a password with a connection (Auth0 docs, "Get Token"). */
  static final String PASSWORD_REALM = "http://auth0.com/oauth/grant-type/password-realm";

  /**
   * A database.
   *
   * @param id its id at the Management API; empty if that is not known
   * @param name its name
   */
  private record Directory(String id, String name) {}

  private static final String NOT_GRANTED = "delete:things";
  private static final List<String> GRANTED = List.of("read:things", "write:things");

  private final ManagementApi management;
  private final Map<String, Map<String, String>> named;
  private final RunName run;
  private final Masking masking;
  private final Map<String, Object> shared = new HashMap<>();
  private final Deque<String> ofTheRun = new ArrayDeque<>();
  private final Deque<String> ofTheClause = new ArrayDeque<>();
  private final List<String> leftBehind = new ArrayList<>();
  private boolean forAll;
  private boolean closed;
  private int count;

  Fixtures(
      ManagementApi management,
      Map<String, Map<String, String>> named,
      RunName run,
      Masking masking) {
    this.management = management;
    this.named = named;
    this.run = run;
    this.masking = masking;
    named.values().forEach(masking::learn);
  }

  // Shared by all contracts: nobody changes them.

  /** An API that signs with RS256, in the dialect {@code access_token}. */
  Api api() {
    return shared("api", Api.class, given -> namedApi("api", given), () -> api(Map.of()));
  }

  /** The same in the dialect {@code rfc9068_profile}. */
  Api rfc9068Api() {
    return shared(
        "rfc9068-api",
        Api.class,
        given -> namedApi("rfc9068-api", given),
        () -> api(Map.of("token_dialect", "rfc9068_profile")));
  }

  /** A client for {@code client_credentials}, granted two scopes of {@link #api}. */
  Application machine() {
    return shared(
        "machine",
        Application.class,
        given -> namedApplication("machine", given),
        () -> {
          Application machine = machine(Map.of());
          grant(machine, api(), api().granted());
          return machine;
        });
  }

  /** A client for {@code client_credentials} that is granted nothing. */
  Application stranger() {
    return shared(
        "stranger",
        Application.class,
        given -> namedApplication("stranger", given),
        () -> machine(Map.of()));
  }

  /** A confidential web application whose users are those of {@link #user}; refreshes. */
  Application web() {
    return shared(
        "web", Application.class, given -> namedApplication("web", given), () -> web(Map.of()));
  }

  /** A public single-page application whose refresh tokens rotate, without leeway. */
  Application spa() {
    return shared(
        "spa", Application.class, given -> namedApplication("spa", given), () -> spa(Map.of()));
  }

  /** Where users of {@link #web} may go after logout. */
  String afterLogout() {
    Map<String, String> properties = named.get("web");
    return properties == null ? AFTER_LOGOUT : property("web", properties, "after_logout");
  }

  /** A user of {@link #directory}. */
  Person user() {
    return shared(
        "user",
        Person.class,
        properties ->
            new Person(
                properties.getOrDefault("user_id", ""),
                property("user", properties, "email"),
                property("user", properties, "password"),
                property("user", properties, "connection")),
        this::person);
  }

  /** The name of a database whose users may log in to {@link #web} and {@link #spa}. */
  String directory() {
    return database().name();
  }

  /** A token for the Management API that has run out. None can be made: they last for hours. */
  String expiredToken() {
    return property("expired", named.getOrDefault("expired", Map.of()), "token");
  }

  // For one contract: it may do with them what it likes, they are gone when it is over.

  /** An API of one's own; properties as at {@code POST /api/v2/resource-servers}. */
  Api api(Map<String, ?> properties) {
    return api(properties, false);
  }

  /** The same with what not each tenant takes, such as a key: skips where it is refused. */
  Api apiWhereTaken(Map<String, ?> properties) {
    return api(properties, true);
  }

  private Api api(Map<String, ?> properties, boolean rare) {
    String name = newName("api");
    Map<String, Object> made =
        make(
            "/resource-servers",
            Json.with(
                Json.of(
                    "name",
                    name,
                    "identifier",
                    "https://" + name + ".example/",
                    "signing_alg",
                    "RS256",
                    "allow_offline_access",
                    true,
                    "skip_consent_for_verifiable_first_party_clients",
                    true,
                    "scopes",
                    List.of(scope(GRANTED.get(0)), scope(GRANTED.get(1)), scope(NOT_GRANTED))),
                properties),
            rare);
    return new Api(
        Json.text(made, "id"), Json.text(made, "identifier"), GRANTED, NOT_GRANTED, true);
  }

  /** A client for {@code client_credentials} of one's own, granted nothing. */
  Application machine(Map<String, ?> properties) {
    return application(
        Json.with(
            Json.of(
                "name",
                newName("machine"),
                "app_type",
                "non_interactive",
                "oidc_conformant",
                true,
                "token_endpoint_auth_method",
                "client_secret_post",
                "grant_types",
                List.of("client_credentials")),
            properties));
  }

  /** A web application of one's own; call {@link #letUsersInto} for one whose users log in. */
  Application web(Map<String, ?> properties) {
    return application(
        Json.with(
            Json.of(
                "name", newName("web"),
                "app_type", "regular_web",
                "oidc_conformant", true,
                "token_endpoint_auth_method", "client_secret_post",
                "callbacks", List.of(CALLBACK),
                "allowed_logout_urls", List.of(AFTER_LOGOUT),
                "grant_types",
                    List.of("authorization_code", "refresh_token", "password", PASSWORD_REALM),
                "jwt_configuration", Map.of("alg", "RS256")),
            properties));
  }

  /** A public application of one's own; call {@link #letUsersInto} for one whose users log in. */
  Application spa(Map<String, ?> properties) {
    return application(
        Json.with(
            Json.of(
                "name", newName("spa"),
                "app_type", "spa",
                "oidc_conformant", true,
                "token_endpoint_auth_method", "none",
                "callbacks", List.of(CALLBACK),
                "grant_types", List.of("authorization_code", "refresh_token", PASSWORD_REALM),
                "jwt_configuration", Map.of("alg", "RS256"),
                "refresh_token",
                    Json.of(
                        "rotation_type",
                        "rotating",
                        "expiration_type",
                        "expiring",
                        "leeway",
                        0,
                        "token_lifetime",
                        3600,
                        "idle_token_lifetime",
                        1800,
                        "infinite_token_lifetime",
                        false,
                        "infinite_idle_token_lifetime",
                        false)),
            properties));
  }

  /** A client of one's own; all properties but the name are yours. */
  Application application(Map<String, ?> properties) {
    return application(properties, false);
  }

  /** The same with what not each tenant takes, such as a grant type: skips where it is refused. */
  Application applicationWhereTaken(Map<String, ?> properties) {
    return application(properties, true);
  }

  /** A confidential client of one grant type that a tenant need not take. */
  Application confidentialWhereTaken(String grantType, Map<String, ?> properties) {
    return applicationWhereTaken(
        Json.with(
            Json.of(
                "app_type",
                "regular_web",
                "oidc_conformant",
                true,
                "token_endpoint_auth_method",
                "client_secret_post",
                "grant_types",
                List.of(grantType)),
            properties));
  }

  private Application application(Map<String, ?> properties, boolean rare) {
    Map<String, Object> made =
        make("/clients", Json.with(Json.of("name", newName("client")), properties), rare);
    return new Application(
        Json.text(made, "client_id"),
        String.valueOf(made.getOrDefault("client_secret", "")),
        CALLBACK,
        true);
  }

  /** A client grant; its id. */
  String grant(Application client, Api api, List<String> scope) {
    return grant(
        Json.of("client_id", client.clientId(), "audience", api.identifier(), "scope", scope));
  }

  /** A client grant; its id. Properties as at {@code POST /api/v2/client-grants}. */
  String grant(Map<String, ?> properties) {
    return Json.text(make("/client-grants", properties), "id");
  }

  /** A user of one's own, in {@link #directory}. */
  Person person() {
    return person(directory(), Map.of());
  }

  /** A user of one's own; properties as at {@code POST /api/v2/users}. */
  Person person(String connection, Map<String, ?> properties) {
    String name = newName("user");
    String password = "Fa0-" + name + "-P4ss!";
    masking.learn(password);
    Map<String, Object> made =
        make(
            "/users",
            Json.with(
                Json.of(
                    "connection",
                    connection,
                    "email",
                    name + "@example.com",
                    "email_verified",
                    true,
                    "password",
                    password),
                properties));
    return new Person(Json.text(made, "user_id"), name + "@example.com", password, connection);
  }

  /** A database of one's own; its properties, {@code id} and {@code name} among them. */
  Map<String, Object> connection(Map<String, ?> properties) {
    return make(
        "/connections",
        Json.with(Json.of("name", newName("users"), "strategy", "auth0"), properties));
  }

  /** Lets the users of {@link #directory} log in to a client of one's own. */
  void letUsersInto(Application client) {
    String id = database().id();
    Reply reply =
        management
            .call("PATCH", "/connections/" + id + "/clients")
            .body(
                "application/json",
                "[" + Json.write(Json.of("client_id", client.clientId(), "status", true)) + "]")
            .send();
    if (reply.status() != 204) {
      throw unmade("PATCH /connections/{id}/clients", reply, false);
    }
  }

  /**
   * Makes something by {@code POST /api/v2} and removes it by {@code DELETE} of its id; what was
   * answered.
   */
  Map<String, Object> make(String collection, Map<String, ?> properties) {
    return make(collection, properties, false);
  }

  /**
   * Makes something that not each tenant takes, by its plan or because it is offered to some first:
   * skips where it is refused.
   */
  Map<String, Object> makeWhereTaken(String collection, Map<String, ?> properties) {
    return make(collection, properties, true);
  }

  private synchronized Map<String, Object> make(
      String collection, Map<String, ?> properties, boolean rare) {
    if (closed) {
      throw new Skipped("the run is over");
    }
    if (!management.isThere()) {
      throw new Skipped(
          "makes one at POST "
              + collection
              + ": needs a client of the Management API (--client-id, --client-secret)");
    }
    Reply reply = management.post(collection, properties);
    if (reply.status() / 100 != 2) {
      throw unmade("POST " + collection, reply, rare);
    }
    Map<String, Object> made = Json.object(reply);
    String id =
        switch (collection) {
          case "/clients" -> "client_id";
          case "/users" -> "user_id";
          default -> "id";
        };
    remove(collection + "/" + ManagementApi.segment(Json.text(made, id)));
    return made;
  }

  /** Has something removed that was made otherwise: a path below {@code /api/v2}. */
  synchronized void remove(String path) {
    (forAll ? ofTheRun : ofTheClause).push(path);
  }

  /** A name of this run that nothing has yet. */
  synchronized String newName(String what) {
    return run.of(what + "-" + ++count);
  }

  // The end

  /** Removes what the contract that is over made for itself. */
  synchronized void endClause() {
    removeAll(ofTheClause);
  }

  /** Removes everything; nothing can be made from now on. */
  synchronized void close() {
    closed = true;
    removeAll(ofTheClause);
    removeAll(ofTheRun);
  }

  /** What could not be removed, with the reason. */
  synchronized List<String> leftBehind() {
    return List.copyOf(leftBehind);
  }

  /**
   * Removes what runs before this one left behind when they were interrupted.
   *
   * @param before when they must have begun
   */
  void removeLeftovers(Instant before) {
    sweep("/clients?fields=client_id,name&include_fields=true", "/clients/", "client_id", before);
    sweep("/resource-servers", "/resource-servers/", "id", before);
    for (String strategy : List.of("auth0", "email", "sms")) {
      sweep("/connections?strategy=" + strategy, "/connections/", "id", before);
    }
    sweep("/organizations", "/organizations/", "id", before);
    sweep("/roles", "/roles/", "id", before);
  }

  private void sweep(String listing, String path, String id, Instant before) {
    List<Map<String, Object>> found;
    try {
      found = management.all(listing);
    } catch (AssertionError | Skipped e) {
      return; // What cannot be listed was not made either; the contracts tell what is wrong.
    }
    for (Map<String, Object> one : found) {
      String name = String.valueOf(one.get("name"));
      Optional<Instant> start = RunName.startOf(name);
      if (!run.made(name) && start.isPresent() && start.get().isBefore(before)) {
        delete(path + ManagementApi.segment(Json.text(one, id)));
      }
    }
  }

  private void removeAll(Deque<String> paths) {
    while (!paths.isEmpty()) {
      delete(paths.pop());
    }
  }

  private void delete(String path) {
    try {
      Reply reply = management.delete(path);
      if (reply.status() / 100 != 2 && reply.status() != 404) {
        leftBehind.add(masking.mask(path + ": " + Json.told(reply)));
      }
    } catch (AssertionError | Skipped e) {
      leftBehind.add(masking.mask(path + ": " + e.getMessage()));
    }
  }

  private Directory database() {
    return shared(
        "user",
        Directory.class,
        properties -> new Directory("", property("user", properties, "connection")),
        () -> {
          Map<String, Object> made =
              connection(Map.of("enabled_clients", List.of(web().clientId(), spa().clientId())));
          return new Directory(Json.text(made, "id"), Json.text(made, "name"));
        });
  }

  /** One for all: named by {@code --fixtures}, or made on first use. */
  private synchronized <T> T shared(
      String name, Class<T> type, Function<Map<String, String>, T> given, Supplier<T> made) {
    String key = name + " " + type.getSimpleName();
    Object known = shared.get(key);
    if (known == null) {
      Map<String, String> properties = named.get(name);
      known = properties == null ? madeForAll(name, made) : given.apply(properties);
      shared.put(key, known);
    }
    return type.cast(known);
  }

  private <T> T madeForAll(String name, Supplier<T> made) {
    if (!management.isThere()) {
      throw new Skipped(
          "needs \""
              + name
              + "\": name one with --fixtures, or a client of the Management API to make it");
    }
    boolean before = forAll;
    forAll = true;
    try {
      return made.get();
    } finally {
      forAll = before;
    }
  }

  private Application namedApplication(String name, Map<String, String> properties) {
    return new Application(
        property(name, properties, "client_id"),
        properties.getOrDefault("client_secret", ""),
        properties.getOrDefault("callback", ""),
        Boolean.parseBoolean(properties.getOrDefault("passwords", "false")));
  }

  private Api namedApi(String name, Map<String, String> properties) {
    return new Api(
        "",
        property(name, properties, "identifier"),
        List.of(properties.getOrDefault("scope", "").strip().split("\\s+")),
        properties.getOrDefault("not_granted", NOT_GRANTED),
        Boolean.parseBoolean(properties.getOrDefault("offline_access", "true")));
  }

  private static String property(String name, Map<String, String> properties, String property) {
    String value = properties.get(property);
    if (value == null) {
      throw new Skipped("needs " + name + "." + property + " in --fixtures");
    }
    return value;
  }

  private static Map<String, Object> scope(String value) {
    return Json.of("value", value, "description", "Lets contracts " + value.replace(':', ' '));
  }

  /** Why something was not made: the client may not, the plan does not, or it is a fault. */
  private static RuntimeException unmade(String what, Reply reply, boolean rare) {
    if (reply.status() == 403 || reply.status() == 402 || (rare && reply.status() / 100 == 4)) {
      return new Skipped("the target does not let " + what + " happen: " + Json.told(reply));
    }
    throw new AssertionError(
        "Expected " + what + " to succeed, but it answers " + Json.told(reply));
  }
}
