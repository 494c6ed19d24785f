package dev.fakeauth0.emulator.pipeline;

import static dev.fakeauth0.emulator.pipeline.AssertingProvider.assertion;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.ISSUER;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.aClient;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.Keys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Exchanges of an identity provider's assertions that are refused. */
final class AssertionCases {

  private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final String API = "https://api.example.com";

  private AssertionCases() {}

  static Map<String, CodeCases.Case> all() {
    Map<String, CodeCases.Case> cases = new LinkedHashMap<>();
    Document good = AssertingProvider.claims("agent", ISSUER, Keys.NOW).with("resource", API);
    put(cases, "parameter-missing-assertion", "");
    put(cases, "invalid-assertion", "x");
    put(cases, "invalid-assertion-type", assertion("JWT", good));
    put(cases, "invalid-assertion-issuer", assertion(good.with("iss", "https://who.example")));
    put(cases, "invalid-assertion-audience", assertion(good.with("aud", API)));
    put(cases, "invalid-assertion-client", assertion(good.with("client_id", "m2m")));
    put(cases, "invalid-assertion-without-jti", assertion(good.without("jti")));
    put(
        cases,
        "invalid-assertion-expired",
        assertion(good.with("exp", Keys.NOW.minusSeconds(1).getEpochSecond())));
    put(
        cases,
        "invalid-assertion-early",
        assertion(good.with("nbf", Keys.NOW.plusSeconds(60).getEpochSecond())));
    put(cases, "invalid-assertion-user", assertion(good.with("sub", "u-bob")));
    String signed = assertion(good);
    put(
        cases,
        "invalid-assertion-signature",
        signed.substring(0, signed.lastIndexOf('.')) + ".AAAA");
    cases.put(
        "invalid-assertion-keys",
        new CodeCases.Case(
            draft -> seed(draft, List.of("agent"), Map.of("issuer", AssertingProvider.ISSUER)),
            door -> exchange(door, "agent", signed)));
    cases.put(
        "invalid-assertion-other-api",
        new CodeCases.Case(
            AssertionCases::seed,
            door -> exchange(door, "agent", signed, "audience", "https://other.example.com")));
    cases.put(
        "invalid-assertion-old-of-public-client",
        new CodeCases.Case(
            AssertionCases::seed,
            door ->
                exchange(
                    door,
                    "device",
                    assertion(
                        good.with("client_id", "device")
                            .with("iat", Keys.NOW.minusSeconds(61).getEpochSecond())))));
    put(cases, "audience-missing-assertion", assertion(good.without("resource")));
    cases.put(
        "cross-app-access-denied",
        new CodeCases.Case(
            draft -> seed(draft, List.of(), options()), door -> exchange(door, "agent", signed)));
    cases.put(
        "cross-app-access-denied-permissive",
        new CodeCases.Case(
            draft -> {
              seed(draft);
              draft.put(client("agent", "is_first_party", false));
            },
            door -> exchange(door, "agent", signed)));
    cases.put(
        "grant-type-not-allowed-cross-app-access",
        new CodeCases.Case(
            draft -> draft.put(aClient("agent", "client_secret", "agent-secret")),
            door -> exchange(door, "agent", signed)));
    return cases;
  }

  private static void put(Map<String, CodeCases.Case> cases, String name, String assertion) {
    cases.put(
        name, new CodeCases.Case(AssertionCases::seed, door -> exchange(door, "agent", assertion)));
  }

  private static void seed(TenantDraft draft) {
    seed(draft, List.of("agent", "device"), options());
  }

  private static void seed(TenantDraft draft, List<String> clients, Map<String, Object> options) {
    draft.put(client("agent"));
    draft.put(client("device", "token_endpoint_auth_method", "none"));
    draft.put(
        "connections",
        "con_acme",
        Document.of(
            "id",
            "con_acme",
            "name",
            "acme",
            "strategy",
            "oidc",
            "enabled_clients",
            clients,
            "cross_app_access_resource_app",
            Map.of("status", "enabled"),
            "options",
            options));
    draft.put(
        TenantState.USERS,
        "oidc|acme|u-ada",
        Document.of("user_id", "oidc|acme|u-ada", "connection", "acme"));
  }

  private static dev.fakeauth0.emulator.tenant.Client client(String id, Object... more) {
    Object[] all = new Object[more.length + 4];
    all[0] = "client_secret";
    all[1] = id + "-secret";
    all[2] = "identity_assertion_authorization_grant";
    all[3] = Map.of("active", true);
    System.arraycopy(more, 0, all, 4, more.length);
    return aClient(id, all);
  }

  private static Map<String, Object> options() {
    return Map.of("issuer", AssertingProvider.ISSUER, "jwks", AssertingProvider.jwks().asMap());
  }

  private static Reply exchange(TokenDoor door, String client, String assertion, String... more) {
    String[] all = new String[more.length + 8];
    all[0] = "grant_type";
    all[1] = GRANT;
    all[2] = "client_id";
    all[3] = client;
    all[4] = "client_secret";
    all[5] = client.equals("device") ? "" : client + "-secret";
    all[6] = "assertion";
    all[7] = assertion;
    System.arraycopy(more, 0, all, 8, more.length);
    return door.form(all);
  }
}
