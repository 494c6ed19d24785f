package dev.fakeauth0.emulator.pipeline;

import static dev.fakeauth0.emulator.pipeline.TokenDoor.aClient;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.anApi;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Logins with user name and password that are refused. */
final class PasswordCases {

  static final String PASSWORD = "correct-horse-battery";

  private static final String REALM_GRANT = "http://auth0.com/oauth/grant-type/password-realm";
  private static final String DATABASE = "Username-Password-Authentication";

  /** A case: what the tenant holds, and the call. */
  record Case(Consumer<TenantDraft> seed, Function<TokenDoor, Reply> call) {}

  private PasswordCases() {}

  static Map<String, Case> all() {
    Map<String, Case> cases = new LinkedHashMap<>();
    put(cases, "parameter-missing", draft -> {}, door -> login(door, "username", "ada"));
    put(
        cases,
        "grant-type-not-allowed-third-party",
        draft -> draft.put(app("is_first_party", false)),
        PasswordCases::asAda);
    put(
        cases,
        "default-directory-missing",
        draft -> draft.settings(Document.EMPTY),
        PasswordCases::asAda);
    put(
        cases,
        "unknown-realm",
        draft -> {},
        door ->
            door.form(
                "grant_type",
                REALM_GRANT,
                "client_id",
                "app",
                "username",
                "ada@example.com",
                "password",
                PASSWORD,
                "realm",
                "Username-Password-Auth"));
    put(
        cases,
        "connection-disabled",
        draft -> database(draft, "enabled_clients", List.of()),
        PasswordCases::asAda);
    put(
        cases,
        "password-audience-unknown",
        draft -> draft.put(anApi("https://api.example.org/")),
        door ->
            login(
                door,
                "username",
                "ada@example.com",
                "password",
                PASSWORD,
                "audience",
                "https://api.example.org"));
    put(cases, "unknown-user", draft -> {}, door -> attempt(door, "ad@example.com", PASSWORD));
    put(
        cases,
        "unknown-user-elsewhere",
        draft ->
            draft.put(
                "users",
                "auth0|eve",
                Document.of(
                    "user_id",
                    "auth0|eve",
                    "email",
                    "eve@example.com",
                    "connection",
                    "other-users",
                    "password",
                    PASSWORD)),
        door -> attempt(door, "eve@example.com", PASSWORD));
    put(cases, "wrong-password", draft -> {}, door -> attempt(door, "Ada@example.com", "a-guess"));
    put(
        cases,
        "wrong-password-username",
        draft ->
            database(
                draft,
                "enabled_clients",
                List.of("app"),
                "options",
                Map.of("requires_username", true)),
        door -> attempt(door, "ada", "a-guess"));
    put(cases, "user-blocked-password", draft -> ada(draft, "blocked", true), PasswordCases::asAda);
    put(
        cases,
        "too-many-attempts",
        draft -> {},
        door -> {
          for (int i = 0; i < 10; i++) {
            attempt(door, "ada@example.com", "guess-" + i);
          }
          return asAda(door);
        });
    put(
        cases,
        "suspicious-ip",
        draft ->
            draft.singleton(
                "attack-protection/suspicious-ip-throttling",
                Document.of(
                    "stage", Map.of("pre-login", Map.of("max_attempts", 1, "rate", 864000)))),
        door -> {
          attempt(door, "eve@example.com", "a-guess");
          return asAda(door);
        });
    put(
        cases,
        "password-leaked",
        draft -> {
          draft.fakeAuth0(Document.of("breachedPasswords", List.of(PASSWORD)));
          draft.singleton(
              "attack-protection/breached-password-detection",
              Document.of("enabled", true, "shields", List.of("block", "user_notification")));
        },
        PasswordCases::asAda);
    put(
        cases,
        "organization-not-allowed-login",
        draft -> {},
        door -> inOrganization(door, "org_1"));
    put(
        cases,
        "organization-required-login",
        draft -> draft.put(app("organization_usage", "require")),
        PasswordCases::asAda);
    put(
        cases,
        "organization-invalid-login",
        draft -> draft.put(app("organization_usage", "allow")),
        door -> inOrganization(door, "org_1"));
    put(
        cases,
        "user-not-in-organization-password",
        draft -> {
          draft.put(app("organization_usage", "allow"));
          draft.put(TokenDoor.anOrganization("org_1", "acme"));
        },
        door -> inOrganization(door, "org_1"));
    put(cases, "mfa-required", PasswordCases::everybodyShowsOtp, PasswordCases::asAda);
    put(
        cases,
        "mfa-required-enrolled",
        draft -> {
          everybodyShowsOtp(draft);
          draft.put(
              "users/auth0|ada/authentication-methods",
              "totp|dev_1",
              Document.of("id", "totp|dev_1", "type", "totp", "confirmed", true));
        },
        PasswordCases::asAda);
    return cases;
  }

  static void everybodyShowsOtp(TenantDraft draft) {
    draft.singleton("guardian/factors", Document.of("otp", true, "sms", true));
    draft.singleton("guardian/policies", Document.of("policies", List.of("all-applications")));
  }

  /** The tenant of the cases: the application app, its database, and Ada. */
  static void seed(TenantDraft draft) {
    draft.settings(Document.of("default_directory", DATABASE));
    draft.put(app());
    database(draft, "enabled_clients", List.of("app"));
    ada(draft);
  }

  static dev.fakeauth0.emulator.tenant.Client app(Object... more) {
    List<Object> all =
        new ArrayList<>(
            List.of(
                "token_endpoint_auth_method",
                "none",
                "grant_types",
                List.of("password", REALM_GRANT)));
    all.addAll(List.of(more));
    return aClient("app", all.toArray());
  }

  static Reply asAda(TokenDoor door) {
    return attempt(door, "ada@example.com", PASSWORD);
  }

  private static Reply attempt(TokenDoor door, String username, String password) {
    return login(door, "username", username, "password", password);
  }

  private static Reply inOrganization(TokenDoor door, String organization) {
    return login(
        door, "username", "ada@example.com", "password", PASSWORD, "organization", organization);
  }

  private static Reply login(TokenDoor door, String... namesAndValues) {
    List<String> all = new ArrayList<>(List.of("grant_type", "password", "client_id", "app"));
    all.addAll(List.of(namesAndValues));
    return door.form(all.toArray(String[]::new));
  }

  private static void database(TenantDraft draft, Object... more) {
    Document connection = Document.of("id", "con_1", "name", DATABASE, "strategy", "auth0");
    for (int i = 0; i < more.length; i += 2) {
      connection = connection.with((String) more[i], more[i + 1]);
    }
    draft.put("connections", "con_1", connection);
  }

  private static void ada(TenantDraft draft, Object... more) {
    Document ada =
        Document.of(
            "user_id",
            "auth0|ada",
            "email",
            "ada@example.com",
            "username",
            "ada",
            "connection",
            DATABASE,
            "password",
            PASSWORD);
    for (int i = 0; i < more.length; i += 2) {
      ada = ada.with((String) more[i], more[i + 1]);
    }
    draft.put("users", "auth0|ada", ada);
  }

  private static void put(
      Map<String, Case> cases,
      String name,
      Consumer<TenantDraft> change,
      Function<TokenDoor, Reply> call) {
    cases.put(
        name,
        new Case(
            draft -> {
              seed(draft);
              change.accept(draft);
            },
            call));
  }
}
