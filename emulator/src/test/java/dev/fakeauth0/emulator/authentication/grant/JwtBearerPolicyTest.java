package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.emulator.pipeline.AssertingProvider.assertion;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.ISSUER;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.aClient;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.anApi;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.body;
import static dev.fakeauth0.emulator.pipeline.UserDoor.API;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.AssertingProvider;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.token.Keys;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.List;
import org.junit.jupiter.api.Test;

class JwtBearerPolicyTest {

  private static final String USER = "oidc|acme|u-ada";
  private static final Document GOOD =
      AssertingProvider.claims("agent", ISSUER, Keys.NOW)
          .with("resource", API)
          .with("scope", "openid offline_access read:messages");

  private final AppDoor door =
      new AppDoor(
          draft -> {
            draft.put(agent("agent"));
            draft.put(agent("device", "token_endpoint_auth_method", "none"));
            draft.put(anApi(API, "allow_offline_access", true));
            draft.put(anApi("https://other.example.com"));
            connection(draft, options());
            user(draft, USER, "acme");
          });

  @Test
  void gives_an_access_token_of_the_user_and_neither_id_token_nor_refresh_token() {
    Reply reply = exchange(GOOD);

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(body(reply).has("id_token")).isFalse();
    assertThat(body(reply).has("refresh_token")).isFalse();
    assertThat(door.door().granted().subject()).isEqualTo(USER);
    assertThat(door.door().granted().audience()).isEqualTo(API);
    assertThat(door.door().granted().scope()).containsExactly("read:messages");
    assertThat(door.door().granted().grantType()).isEmpty();
  }

  @Test
  void takes_an_assertion_again_until_it_expires() {
    exchange(GOOD);

    assertThat(exchange(GOOD).status()).isEqualTo(200);
  }

  @Test
  void takes_the_scope_of_the_request_where_the_assertion_has_none() {
    Reply reply = exchange(GOOD.without("scope"), "scope", "write:messages");

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(door.door().granted().scope()).containsExactly("write:messages");
  }

  @Test
  void names_the_api_by_assertion_then_request_then_tenant() {
    Document silent = GOOD.without("resource");
    exchange(GOOD.with("resource", List.of("https://other.example.com", API)), "audience", API);
    String chosen = door.door().granted().audience();
    exchange(GOOD.with("resource", List.of("https://other.example.com", API)));
    String first = door.door().granted().audience();
    exchange(silent, "audience", API);
    String sent = door.door().granted().audience();
    exchange(silent, "resource", "https://other.example.com");
    String resource = door.door().granted().audience();
    Reply missing = exchange(silent);
    RefusalReason reason = door.diagnosis().reason();
    setting("default_audience", "");
    exchange(silent);
    RefusalReason empty = door.diagnosis().reason();
    setting("default_audience", API);
    exchange(silent);
    String tenants = door.door().granted().audience();

    assertThat(List.of(chosen, first, sent, resource, tenants))
        .containsExactly(API, "https://other.example.com", API, "https://other.example.com", API);
    assertThat(missing.status()).isEqualTo(403);
    assertThat(List.of(reason, empty)).containsOnly(RefusalReason.AUDIENCE_MISSING);
  }

  @Test
  void refuses_an_audience_that_the_assertion_is_not_for() {
    exchange(GOOD, "audience", "https://other.example.com");

    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.INVALID_ASSERTION);
    assertThat(door.diagnosis().facts())
        .containsEntry("audience", "https://other.example.com")
        .containsEntry("resource", List.of(API));
  }

  @Test
  void takes_an_assertion_of_a_public_client_for_a_minute() {
    Document old = GOOD.with("client_id", "device");

    Reply inTime = as("device", old.with("iat", Keys.NOW.minusSeconds(60).getEpochSecond()));
    Reply late = as("device", old.with("iat", Keys.NOW.minusSeconds(61).getEpochSecond()));
    String because = door.diagnosis().because();
    Reply confidential = exchange(GOOD.with("iat", Keys.NOW.minusSeconds(61).getEpochSecond()));

    assertThat(inTime.status()).as(inTime.text()).isEqualTo(200);
    assertThat(late.status()).isEqualTo(400);
    assertThat(because)
        .isEqualTo(
            "client device is public, and an assertion of a public client is good for a minute");
    assertThat(confidential.status()).isEqualTo(200);
  }

  @Test
  void lets_strict_third_party_clients_in_without_a_connection_and_no_permissive_ones() {
    door.change(
        draft ->
            draft.put(
                agent("third", "is_first_party", false, "third_party_security_mode", "strict")));
    as("third", GOOD.with("client_id", "third"));
    RefusalReason strict = door.diagnosis().reason();
    door.change(draft -> draft.put(agent("third", "is_first_party", false)));
    as("third", GOOD.with("client_id", "third"));
    RefusalReason permissive = door.diagnosis().reason();
    door.change(draft -> draft.put(agent("first")));
    as("first", GOOD.with("client_id", "first"));

    assertThat(strict).isEqualTo(RefusalReason.CLIENT_GRANT_MISSING);
    assertThat(permissive).isEqualTo(RefusalReason.CROSS_APP_ACCESS_DENIED);
    assertThat(door.diagnosis().because())
        .isEqualTo("connection acme is not enabled for client first");
  }

  @Test
  void trusts_the_issuer_wherever_the_connection_has_it() {
    door.change(
        draft ->
            connection(
                draft,
                options()
                    .without("issuer")
                    .with("oidc_metadata", Document.of("issuer", AssertingProvider.ISSUER))));
    Reply byMetadata = exchange(GOOD);
    door.change(
        draft -> connection(draft, options().without("issuer").with("domain", "idp.acme.example")));
    Reply byDomain = exchange(GOOD);
    door.change(draft -> connection(draft, options().without("issuer")));
    Reply nowhere = exchange(GOOD);

    assertThat(List.of(byMetadata.status(), byDomain.status(), nowhere.status()))
        .containsExactly(200, 200, 400);
    assertThat(door.diagnosis().facts()).containsEntry("trusted_issuers", List.of());
  }

  @Test
  void trusts_no_connection_whose_switch_is_off() {
    door.change(
        draft ->
            draft.put(
                "connections",
                "con_acme",
                draft
                    .state()
                    .collection("connections")
                    .find("con_acme")
                    .orElseThrow()
                    .document()
                    .with("cross_app_access_resource_app", Document.of("status", "disabled"))));

    exchange(GOOD);

    assertThat(door.diagnosis().because())
        .isEqualTo("no connection trusts the assertion's issuer https://idp.acme.example");
  }

  @Test
  void says_that_the_connection_has_no_keys() {
    door.change(draft -> connection(draft, options().without("jwks")));
    exchange(GOOD);
    String none = door.diagnosis().because();
    door.change(draft -> connection(draft, options().with("jwks", Document.of("not", "keys"))));
    exchange(GOOD);
    String noSet = door.diagnosis().because();
    door.change(draft -> connection(draft, options().without("jwks").with("jwks_uri", "")));
    exchange(GOOD);

    assertThat(none)
        .isEqualTo(
            "connection acme has no keys to verify an assertion with: it has neither options.jwks"
                + " nor options.jwks_uri");
    assertThat(noSet)
        .isEqualTo(
            "connection acme has no keys to verify an assertion with: what it has is no JWK set");
    assertThat(door.diagnosis().because()).isEqualTo(none);
  }

  @Test
  void says_that_it_is_no_assertion() {
    door.tokenAs(
        "agent",
        GrantType.JWT_BEARER.wireName(),
        "client_secret",
        "agent-secret",
        "assertion",
        "a-text");
    String because = door.diagnosis().because();
    door.tokenAs("agent", GrantType.JWT_BEARER.wireName(), "client_secret", "agent-secret");

    assertThat(because).isEqualTo("the assertion is no JWT that says who issued it");
    assertThat(door.diagnosis().facts()).containsEntry("parameter", "assertion");
  }

  @Test
  void finds_the_user_by_any_id_that_the_connection_knows_them_by() {
    door.change(draft -> draft.remove("users", USER));
    exchange(GOOD);
    RefusalReason nobody = door.diagnosis().reason();
    door.change(draft -> user(draft, "oidc|u-ada", "acme"));
    String plain = subject(GOOD);
    door.change(draft -> user(draft, "oidc|u-ada", "another"));
    Reply ofAnother = exchange(GOOD);
    door.change(
        draft ->
            draft.put(
                "users",
                "auth0|eve",
                Document.of(
                    "user_id",
                    "auth0|eve",
                    "identities",
                    List.of(
                        Document.of(
                            "connection", "acme", "user_id", "acme|u-ada", "provider", "oidc")))));
    String linked = subject(GOOD);
    door.change(draft -> user(draft, "oidc|acme|n-ada", "acme"));
    String byName =
        subject(
            GOOD.with("sub", "unknown")
                .with("sub_id", Document.of("format", "x", "nameid", "n-ada")));

    assertThat(nobody).isEqualTo(RefusalReason.INVALID_ASSERTION);
    assertThat(plain).isEqualTo("oidc|u-ada");
    assertThat(ofAnother.status()).isEqualTo(400);
    assertThat(linked).isEqualTo("auth0|eve");
    assertThat(byName).isEqualTo("oidc|acme|n-ada");
  }

  @Test
  void gives_nothing_for_a_user_who_is_blocked() {
    door.change(
        draft ->
            draft.put(
                "users",
                USER,
                Document.of("user_id", USER, "connection", "acme", "blocked", true)));

    exchange(GOOD);

    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.USER_BLOCKED);
  }

  private String subject(Document claims) {
    Reply reply = exchange(claims);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return door.door().granted().subject();
  }

  private Reply exchange(Document claims, String... more) {
    return as("agent", claims, more);
  }

  private Reply as(String client, Document claims, String... more) {
    String[] all = new String[4 + more.length];
    System.arraycopy(
        new String[] {
          "client_secret",
          client.equals("device") ? "" : client + "-secret",
          "assertion",
          assertion(claims)
        },
        0,
        all,
        0,
        4);
    System.arraycopy(more, 0, all, 4, more.length);
    return door.tokenAs(client, GrantType.JWT_BEARER.wireName(), all);
  }

  private void setting(String name, Object value) {
    door.change(draft -> draft.settings(draft.state().settings().with(name, value)));
  }

  private static Document options() {
    return Document.of(
        "issuer", AssertingProvider.ISSUER, "jwks", AssertingProvider.jwks().asMap());
  }

  private static void connection(TenantDraft draft, Document options) {
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
            List.of("agent", "device"),
            "cross_app_access_resource_app",
            Document.of("status", "enabled"),
            "options",
            options));
  }

  private static void user(TenantDraft draft, String id, String connection) {
    draft.put("users", id, Document.of("user_id", id, "connection", connection));
  }

  private static Client agent(String id, Object... more) {
    Object[] all = new Object[4 + more.length];
    all[0] = "client_secret";
    all[1] = id + "-secret";
    all[2] = "identity_assertion_authorization_grant";
    all[3] = Document.of("active", true);
    System.arraycopy(more, 0, all, 4, more.length);
    return aClient(id, all);
  }
}
