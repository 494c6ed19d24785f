package dev.fakeauth0.emulator.pipeline;

import static dev.fakeauth0.emulator.pipeline.TokenDoor.aClient;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Exchanges for tokens of identity providers that are refused. */
final class TokenVaultCases {

  private static final String GRANT =
      "urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token";
  private static final String REQUESTED =
      "http://auth0.com/oauth/token-type/federated-connection-access-token";
  private static final String REFRESH = "urn:ietf:params:oauth:token-type:refresh_token";
  private static final String ADA = "auth0|ada";

  private TokenVaultCases() {}

  static Map<String, CodeCases.Case> all() {
    Map<String, CodeCases.Case> cases = new LinkedHashMap<>();
    put(cases, "rotating-refresh-token", true, "google-oauth2");
    put(cases, "federated-token-missing", false, "google-apps");
    put(cases, "federated-token-missing-connection-off", false, "github");
    put(cases, "federated-token-missing-expired", false, "slack");
    put(cases, "federated-user-unknown", false, "google-oauth2", "login_hint", "333");
    put(cases, "connection-unknown-token-vault", false, "nowhere");
    put(
        cases,
        "subject-token-denied-requested-type",
        false,
        "google-oauth2",
        "requested_token_type",
        "urn:x");
    put(
        cases,
        "unknown-subject-token-type-token-vault",
        false,
        "google-oauth2",
        "subject_token_type",
        "urn:x");
    put(
        cases,
        "subject-token-denied-access-token",
        false,
        "google-oauth2",
        "subject_token_type",
        "urn:ietf:params:oauth:token-type:access_token");
    cases.put(
        "public-client-token-vault",
        new CodeCases.Case(
            draft ->
                draft.put(
                    aClient(
                        "spa",
                        "token_endpoint_auth_method",
                        "none",
                        "grant_types",
                        List.of(GRANT))),
            door -> door.form("grant_type", GRANT, "client_id", "spa")));
    return cases;
  }

  private static void put(
      Map<String, CodeCases.Case> cases,
      String name,
      boolean rotating,
      String connection,
      String... more) {
    cases.put(
        name,
        new CodeCases.Case(
            draft -> seed(draft, rotating), door -> exchange(door, connection, more)));
  }

  private static void seed(TenantDraft draft, boolean rotating) {
    draft.put(
        aClient(
            "web",
            "client_secret",
            "web-secret",
            "grant_types",
            List.of(GRANT, "refresh_token", "password"),
            "refresh_token",
            Map.of("rotation_type", rotating ? "rotating" : "non-rotating")));
    connection(draft, "google-oauth2", true);
    connection(draft, "google-apps", true);
    connection(draft, "slack", true);
    connection(draft, "github", false);
    draft.put(
        TenantState.USERS,
        ADA,
        Document.of(
            "user_id",
            ADA,
            "email",
            "ada@example.com",
            "password",
            "Passw0rd!",
            "connection",
            "people",
            "identities",
            List.of(
                identity("google-oauth2", "111", "2030-01-01T00:00:00.000Z"),
                identity("github", "7", "2030-01-01T00:00:00.000Z"),
                identity("slack", "9", "2020-01-01T00:00:00.000Z"))));
    draft.put(
        "connections",
        "con_people",
        Document.of(
            "id",
            "con_people",
            "name",
            "people",
            "strategy",
            "auth0",
            "enabled_clients",
            List.of("web")));
    draft.settings(draft.state().settings().with("default_directory", "people"));
    draft.put(TokenDoor.anApi("https://vault.example.com", "allow_offline_access", true));
  }

  private static void connection(TenantDraft draft, String name, boolean keeps) {
    draft.put(
        "connections",
        "con_" + name,
        Document.of(
            "id",
            "con_" + name,
            "name",
            name,
            "strategy",
            name,
            "connected_accounts",
            Map.of("active", keeps)));
  }

  private static Map<String, Object> identity(String connection, String id, String expiry) {
    return Map.of(
        "connection",
        connection,
        "provider",
        connection,
        "user_id",
        id,
        "access_token",
        "provider-token",
        "expires_at",
        expiry);
  }

  private static Reply exchange(TokenDoor door, String connection, String... more) {
    Reply login =
        door.form(
            "grant_type",
            "password",
            "client_id",
            "web",
            "client_secret",
            "web-secret",
            "username",
            "ada@example.com",
            "password",
            "Passw0rd!",
            "audience",
            "https://vault.example.com",
            "scope",
            "offline_access");
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", GRANT);
    form.put("client_id", "web");
    form.put("client_secret", "web-secret");
    form.put("subject_token", UserDoor.member(login, "refresh_token"));
    form.put("subject_token_type", REFRESH);
    form.put("requested_token_type", REQUESTED);
    form.put("connection", connection);
    for (int i = 0; i < more.length; i += 2) {
      form.put(more[i], more[i + 1]);
    }
    List<String> all = new ArrayList<>();
    form.forEach(
        (name, value) -> {
          all.add(name);
          all.add(value);
        });
    return door.form(all.toArray(String[]::new));
  }
}
