package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.util.List;
import java.util.Map;

/** Applications as the Management API keeps them (Auth0 docs, "Application Settings"). */
@SuppressWarnings("MemberName") // Sentences.
final class ClientsContract {

  private final Tenant tenant;

  ClientsContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @VerifiedAgainstAuth0(on = "2026-08-14", by = RECORDING)
  void gives_a_client_an_id_of_32_characters() {
    assertThat(Json.text(created(Map.of()), "client_id")).matches("[A-Za-z0-9]{32}");
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void gives_a_client_a_secret_of_64_characters() {
    assertThat(Json.text(created(Map.of()), "client_secret")).matches("[A-Za-z0-9_-]{64}");
  }

  @VerifiedAgainstAuth0(on = "2026-08-14", by = RECORDING)
  void takes_a_client_for_one_of_the_tenants_own() {
    assertThat(created(Map.of()))
        .containsEntry("is_first_party", true)
        .containsEntry("oidc_conformant", false)
        .containsEntry("sso_disabled", false)
        .containsEntry("cross_origin_authentication", false)
        .containsEntry("is_token_endpoint_ip_header_trusted", false)
        .containsEntry("custom_login_page_on", true);
  }

  @VerifiedAgainstAuth0(on = "2026-08-14", by = RECORDING)
  void lets_a_client_do_most_things_if_not_told() {
    assertThat(created(Map.of()))
        .containsEntry(
            "grant_types",
            List.of("authorization_code", "implicit", "refresh_token", "client_credentials"));
  }

  @VerifiedAgainstAuth0(on = "2026-06-29", by = RECORDING)
  void lets_a_public_client_get_no_token_of_its_own() {
    assertThat(created(Map.of("app_type", "native", "token_endpoint_auth_method", "none")))
        .containsEntry("grant_types", List.of("authorization_code", "implicit", "refresh_token"));
  }

  @VerifiedAgainstAuth0(on = "2026-01-28", by = RECORDING)
  void lets_an_api_as_a_client_do_nothing_at_first() {
    String api = tenant.fixtures().api(Map.of()).identifier();

    assertThat(created(Map.of("app_type", "resource_server", "resource_server_identifier", api)))
        .containsEntry("grant_types", List.of())
        .containsEntry("oidc_conformant", true);
  }

  @VerifiedAgainstAuth0(on = "2026-08-14", by = RECORDING)
  void signs_for_ten_hours_by_no_algorithm_named() {
    assertThat(created(Map.of()))
        .containsEntry(
            "jwt_configuration", Map.of("lifetime_in_seconds", 36000L, "secret_encoded", false));
  }

  @VerifiedAgainstAuth0(on = "2026-08-14", by = RECORDING)
  void lets_refresh_tokens_live_for_ever_if_not_told() {
    assertThat(created(Map.of()))
        .containsEntry(
            "refresh_token",
            Json.of(
                "rotation_type",
                "non-rotating",
                "expiration_type",
                "non-expiring",
                "leeway",
                0L,
                "token_lifetime",
                2592000L,
                "idle_token_lifetime",
                1296000L,
                "infinite_token_lifetime",
                true,
                "infinite_idle_token_lifetime",
                true));
  }

  @VerifiedAgainstAuth0(on = "2026-08-13", by = RECORDING)
  void has_longer_refresh_tokens_where_the_secret_is_posted() {
    Map<String, Object> client =
        created(Map.of("token_endpoint_auth_method", "client_secret_post"));

    assertThat(Json.object(client, "refresh_token"))
        .containsEntry("token_lifetime", 31557600L)
        .containsEntry("idle_token_lifetime", 2592000L);
  }

  @VerifiedAgainstAuth0(on = "2026-08-10", by = RECORDING)
  void certifies_a_client_and_names_its_tenant() {
    String id = Json.text(created(Map.of()), "client_id");

    Map<String, Object> client = Json.object(tenant.management().get("/clients/" + id));

    assertThat(client)
        .containsEntry("global", false)
        .containsEntry("callback_url_template", false)
        .containsKey("tenant");
    assertThat(Json.objects(client, "signing_keys"))
        .singleElement()
        .satisfies(key -> assertThat(key).containsOnlyKeys("cert", "pkcs7", "subject"));
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void has_no_member_that_was_not_set() {
    assertThat(created(Map.of()))
        .doesNotContainKeys(
            "description", "app_type", "callbacks", "token_endpoint_auth_method", "web_origins");
  }

  @VerifiedAgainstAuth0(on = "2026-08-13", by = RECORDING)
  void changes_what_is_sent_and_keeps_the_rest() {
    Map<String, Object> client = created(Map.of("description", "Of a contract"));

    Reply reply =
        tenant
            .management()
            .patch(path(client), Json.of("callbacks", List.of("https://fa0-contract.example/")));

    assertThat(reply)
        .hasStatus(200)
        .hasMember("callbacks", List.of("https://fa0-contract.example/"))
        .hasMember("description", "Of a contract")
        .hasMember("name", Json.text(client, "name"));
  }

  @VerifiedAgainstAuth0(on = "2023-06-02", by = RECORDING)
  void tells_the_whole_client_when_it_rotates_the_secret() {
    Map<String, Object> client = created(Map.of());

    Reply reply = tenant.management().call("POST", path(client) + "/rotate-secret").send();

    assertThat(reply)
        .hasStatus(200)
        .hasMember("client_id", Json.text(client, "client_id"))
        .hasMember("name", Json.text(client, "name"));
    assertThat(Json.text(Json.object(reply), "client_secret"))
        .isNotEqualTo(client.get("client_secret"));
  }

  @NotYetVerified(D)
  void lets_a_client_in_by_the_new_secret_alone() {
    Application machine = tenant.fixtures().machine(Map.of());
    Api api = tenant.fixtures().api();
    tenant.fixtures().grant(machine, api, api.granted());
    Reply rotated =
        tenant
            .management()
            .call("POST", "/clients/" + machine.clientId() + "/rotate-secret")
            .send();

    Reply before = token(machine, machine.secret(), api);
    Reply after = token(machine, Json.text(Json.object(rotated), "client_secret"), api);

    assertThat(before).isOAuthError(401, "access_denied", "Unauthorized");
    assertThat(after).isToken();
  }

  @VerifiedAgainstAuth0(on = "2026-08-14", by = RECORDING)
  void has_no_client_that_was_deleted() {
    Map<String, Object> client = created(Map.of());

    assertThat(tenant.management().delete(path(client))).hasStatus(204);

    assertThat(tenant.management().get(path(client)))
        .isManagementError(404, "Not Found", "The client does not exist")
        .hasErrorCode("inexistent_client");
  }

  @NotYetVerified(D)
  void deletes_a_client_that_is_gone_as_if_there() {
    assertThat(tenant.management().delete("/clients/TzopGgIWCuI8Awu9Q7mnbxM8LM5eqswH"))
        .hasStatus(204);
  }

  @NotYetVerified(D)
  void lists_clients_of_one_type() {
    Map<String, Object> phone = created(Map.of("app_type", "native"));
    Map<String, Object> web = created(Map.of("app_type", "regular_web"));

    List<Map<String, Object>> natives =
        tenant.management().all("/clients?app_type=native&fields=client_id");

    assertThat(natives)
        .extracting(client -> client.get("client_id"))
        .contains(phone.get("client_id"))
        .doesNotContain(web.get("client_id"));
  }

  @NotYetVerified(D)
  void lists_no_global_client_unless_asked() {
    List<Map<String, Object>> clients =
        tenant.management().all("/clients?is_global=false&fields=client_id,global");

    assertThat(clients).allSatisfy(client -> assertThat(client).containsEntry("global", false));
  }

  private Map<String, Object> created(Map<String, ?> properties) {
    return tenant
        .fixtures()
        .make(
            "/clients",
            Json.with(Json.of("name", tenant.fixtures().newName("client")), properties));
  }

  private Reply token(Application client, String secret, Api api) {
    return tenant.token(client.withSecret(secret).tokenRequest(api.identifier()));
  }

  private static String path(Map<String, Object> client) {
    return "/clients/" + Json.text(client, "client_id");
  }
}
