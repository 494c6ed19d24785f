package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ManagedTenant;
import dev.fakeauth0.emulator.ManagedTenant.Answer;
import dev.fakeauth0.emulator.json.Document;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionsHttpTest {

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void makes_finds_changes_and_deletes_a_database() throws Exception {
    String id = made("staff", "auth0").id();
    Answer named = tenant.call("GET", "connections?name=staff&take=5");
    Answer changed =
        tenant.call(
            "PATCH", "connections/" + id, Map.of("options", Map.of("passwordPolicy", "excellent")));
    Answer deleted = tenant.call("DELETE", "connections/" + id);
    Answer again = tenant.call("DELETE", "connections/" + id);
    Answer gone = tenant.call("GET", "connections/" + id);

    assertThat(id).matches("con_[A-Za-z0-9]{16}");
    assertThat(named.body().objects("connections")).hasSize(1);
    Document options = changed.body().object("options").orElseThrow();
    assertThat(options.string("passwordPolicy")).contains("excellent");
    assertThat(options.has("mfa")).isFalse();
    assertThat(deleted.status()).isEqualTo(202);
    assertThat(deleted.text()).contains("deleted_at");
    assertThat(again.status()).isEqualTo(204);
    assertThat(gone.text()).contains("The connection does not exist", "inexistent_connection");
  }

  @ParameterizedTest
  @CsvSource({"samlp, 8", "adfs, 8", "pingfederate, 8", "waad, 8", "ad, 32"})
  void names_where_a_partner_provisions_an_enterprise_connection(String strategy, int length)
      throws Exception {
    Answer made = made("partner-" + strategy, strategy);

    assertThat(made.body().string("provisioning_ticket_url", ""))
        .matches("http://localhost:\\d+/(default/)?p/" + strategy + "/[A-Za-z0-9]{" + length + "}");
  }

  @Test
  void a_connection_that_authenticates_by_a_key_has_one_and_the_next() throws Exception {
    Answer made = tenant.call("POST", "connections", privateKeyJwt("okta"));
    String path = "connections/" + made.id() + "/keys";

    List<Document> first = tenant.call("GET", path).list();
    Answer rotated = tenant.call("POST", path + "/rotate");
    List<Document> second = tenant.call("GET", path).list();
    Answer twice = tenant.call("POST", path);

    assertThat(first).extracting(ConnectionsHttpTest::use).containsExactly("current", "next");
    assertThat(first.get(0).string("subject_dn")).contains("/CN=partner");
    assertThat(first.get(0).string("kid", "")).matches("[A-Za-z0-9_-]{43}");
    assertThat(first.get(0).string("cert", "")).startsWith("-----BEGIN CERTIFICATE-----");
    assertThat(rotated.status()).isEqualTo(201);
    assertThat(rotated.body().asMap()).containsOnlyKeys("kid", "cert");
    assertThat(second)
        .extracting(ConnectionsHttpTest::use)
        .containsExactly("current", "previous", "next");
    assertThat(second)
        .extracting(key -> key.string("kid", ""))
        .containsExactly(
            first.get(1).string("kid", ""),
            first.get(0).string("kid", ""),
            rotated.body().string("kid", ""));
    assertThat(twice.status()).isEqualTo(409);
  }

  @Test
  void gives_a_connection_keys_before_it_authenticates_by_them() throws Exception {
    String path = "connections/" + made("partner", "oidc").id() + "/keys";

    Answer none = tenant.call("GET", path);
    Answer made = tenant.call("POST", path, Map.of("signing_alg", "PS384"));

    assertThat(none.text()).isEqualTo("[]");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.list()).extracting(ConnectionsHttpTest::use).containsExactly("current", "next");
    assertThat(made.list().get(1).string("algorithm")).contains("PS384");
  }

  @Test
  void an_oauth_1_connection_has_no_purposes() throws Exception {
    Answer old = made("legacy", "oauth1");
    Answer other = made("social", "github");

    assertThat(old.body().has("authentication")).isFalse();
    assertThat(old.body().has("connected_accounts")).isFalse();
    assertThat(other.body().has("connected_accounts")).isTrue();
  }

  @Test
  void enables_a_connection_for_applications_and_takes_it_back() throws Exception {
    String id = made("staff", "auth0").id();
    String path = "connections/" + id + "/clients";
    Answer enabled = patchClients(path, "m2m", true);
    Answer listed = tenant.call("GET", path);
    Answer unknown = patchClients(path, "nobody", true);
    patchClients(path, "m2m", false);
    Answer emptied = tenant.call("GET", path);

    assertThat(enabled.status()).isEqualTo(204);
    assertThat(listed.text()).isEqualTo("{\"clients\":[{\"client_id\":\"m2m\"}]}");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(emptied.text()).isEqualTo("{\"clients\":[]}");
  }

  @Test
  void refuses_a_second_connection_of_a_name() throws Exception {
    made("staff", "auth0");

    Answer second = made("staff", "samlp");

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.text()).contains("A connection with the same name already exists");
  }

  @Test
  void refuses_attributes_beside_what_they_replace() throws Exception {
    Map<String, Object> email = Map.of("email", Map.of("identifier", Map.of("active", true)));

    Answer refused =
        tenant.call(
            "POST",
            "connections",
            Map.of(
                "name",
                "staff",
                "strategy",
                "auth0",
                "options",
                Map.of("attributes", email, "requires_username", true)));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text())
        .contains("Cannot set both options.attributes and options.requires_username");
    assertThat(tenant.call("GET", "connections?name=staff").list()).isEmpty();
  }

  @Test
  void sets_scim_up_for_an_enterprise_connection_only() throws Exception {
    String okta = made("staff", "okta").id();
    String database = made("people", "auth0").id();
    String path = "connections/" + okta + "/scim-configuration";
    Answer none = tenant.call("GET", path);
    Answer made = tenant.call("POST", path);
    Answer token = tenant.call("POST", path + "/tokens", Map.of("scopes", List.of("get:users")));
    Answer tokens = tenant.call("GET", path + "/tokens");
    Answer refused = tenant.call("POST", "connections/" + database + "/scim-configuration");

    assertThat(none.status()).isEqualTo(404);
    assertThat(made.body().objects("mapping")).isNotEmpty();
    assertThat(token.body().string("token")).isPresent();
    assertThat(tokens.list()).hasSize(1);
    assertThat(tokens.list().get(0).has("token")).isFalse();
    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.text()).contains("This connection type does not support SCIM.");
  }

  private Answer made(String name, String strategy) throws Exception {
    return tenant.call("POST", "connections", Map.of("name", name, "strategy", strategy));
  }

  private Answer patchClients(String path, String client, boolean status) throws Exception {
    return tenant.call("PATCH", path, List.of(Map.of("client_id", client, "status", status)));
  }

  private static Map<String, Object> privateKeyJwt(String strategy) {
    return Map.of(
        "name",
        "partner",
        "strategy",
        strategy,
        "options",
        Map.of("client_id", "us", "token_endpoint_auth_method", "private_key_jwt"));
  }

  /** Which of its three uses a key says it has. */
  private static String use(Document key) {
    return List.of("current", "previous", "next").stream()
        .filter(use -> key.flag(use, false))
        .reduce("", String::concat);
  }
}
