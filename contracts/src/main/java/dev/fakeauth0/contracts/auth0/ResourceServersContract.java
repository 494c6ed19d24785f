package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.Grade.F;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.util.List;
import java.util.Map;

/** APIs as the Management API keeps them (Auth0 docs, "API Settings"). */
@SuppressWarnings("MemberName") // Sentences.
final class ResourceServersContract {

  private final Tenant tenant;

  ResourceServersContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @VerifiedAgainstAuth0(on = "2026-08-14", by = RECORDING)
  void signs_with_rs256_for_a_day_if_not_told() {
    assertThat(created(Map.of()))
        .containsEntry("signing_alg", "RS256")
        .containsEntry("token_lifetime", 86400L)
        .containsEntry("token_lifetime_for_web", 7200L);
  }

  @VerifiedAgainstAuth0(on = "2026-08-14", by = RECORDING)
  void allows_no_refresh_tokens_and_skips_no_consent_if_not_told() {
    assertThat(created(Map.of()))
        .containsEntry("allow_offline_access", false)
        .containsEntry("skip_consent_for_verifiable_first_party_clients", false);
  }

  @VerifiedAgainstAuth0(on = "2026-08-14", by = RECORDING)
  void asks_machines_for_a_grant_and_users_for_none_if_not_told() {
    assertThat(created(Map.of()))
        .containsEntry(
            "subject_type_authorization",
            Map.of(
                "client", Map.of("policy", "require_client_grant"),
                "user", Map.of("policy", "allow_all")));
  }

  @VerifiedAgainstAuth0(on = "2026-08-14", by = RECORDING)
  void has_no_member_that_was_not_set() {
    assertThat(created(Map.of()))
        .doesNotContainKeys("scopes", "enforce_policies", "token_dialect", "signing_secret");
  }

  @VerifiedAgainstAuth0(on = "2026-08-14", by = RECORDING)
  void gives_an_api_an_id_of_24_hexadecimal_digits() {
    assertThat(Json.text(created(Map.of()), "id")).matches("[0-9a-f]{24}");
  }

  @NotYetVerified(F)
  void makes_a_secret_for_an_api_that_signs_with_one() {
    assertThat(Json.text(created(Map.of("signing_alg", "HS256")), "signing_secret").length())
        .isGreaterThanOrEqualTo(16);
  }

  @VerifiedAgainstAuth0(on = "2026-01-30", by = RECORDING)
  void keeps_the_dialect_of_its_tokens() {
    assertThat(created(Map.of("token_dialect", "access_token")))
        .containsEntry("token_dialect", "access_token");
  }

  @VerifiedAgainstAuth0(on = "2026-02-26", by = RECORDING)
  void is_found_by_its_identifier_too() {
    Map<String, Object> api = created(Map.of());

    assertThat(tenant.management().get(byIdentifier(api)))
        .hasStatus(200)
        .hasMember("id", Json.text(api, "id"));
  }

  @VerifiedAgainstAuth0(on = "2026-02-26", by = RECORDING)
  void answers_a_change_with_200() {
    Map<String, Object> api = created(Map.of());
    List<Map<String, Object>> scopes =
        List.of(Json.of("value", "read:posts", "description", "Can read posts"));

    Reply reply = tenant.management().patch(byIdentifier(api), Json.of("scopes", scopes));

    assertThat(reply).hasStatus(200).hasMember("id", Json.text(api, "id"));
    assertThat(Json.objects(Json.object(reply), "scopes")).isEqualTo(scopes);
  }

  @VerifiedAgainstAuth0(on = "2026-02-26", by = RECORDING)
  void replaces_the_scopes_as_a_whole() {
    Map<String, Object> api =
        created(Map.of("scopes", List.of(Map.of("value", "read:a"), Map.of("value", "read:b"))));

    Reply reply =
        tenant
            .management()
            .patch(
                "/resource-servers/" + Json.text(api, "id"),
                Json.of("scopes", List.of(Map.of("value", "read:c"))));

    assertThat(Json.objects(Json.object(reply), "scopes"))
        .extracting(scope -> scope.get("value"))
        .containsExactly("read:c");
  }

  @NotYetVerified(D)
  void lets_no_two_apis_have_one_identifier() {
    String identifier = Json.text(created(Map.of()), "identifier");

    Reply reply = tenant.management().post("/resource-servers", Json.of("identifier", identifier));

    if (reply.status() == 201) {
      tenant.fixtures().remove("/resource-servers/" + Json.text(Json.object(reply), "id"));
    }
    assertThat(reply)
        .isManagementError(
            409, "Conflict", "A resource server with the same identifier already exists.");
  }

  @NotYetVerified(D)
  void does_not_change_an_identifier() {
    Map<String, Object> api = created(Map.of());

    Reply reply =
        tenant
            .management()
            .patch(
                "/resource-servers/" + Json.text(api, "id"),
                Json.of("identifier", "https://" + tenant.fixtures().newName("api") + ".example/"));

    assertThat(reply)
        .isManagementError(
            400,
            "Bad Request",
            "Payload validation error: 'Additional properties not allowed: identifier'.")
        .hasErrorCode("invalid_body");
  }

  @NotYetVerified(D)
  void lists_itself_as_one_of_the_systems_own() {
    Reply reply =
        tenant
            .management()
            .get("/resource-servers/" + ManagementApi.segment(tenant.management().audience()));

    assertThat(reply)
        .hasStatus(200)
        .hasMember("is_system", true)
        .hasMember("identifier", tenant.management().audience());
  }

  @VerifiedAgainstAuth0(on = "2026-08-14", by = RECORDING)
  void has_no_api_that_was_deleted() {
    String path = "/resource-servers/" + Json.text(created(Map.of()), "id");

    assertThat(tenant.management().delete(path)).hasStatus(204);

    assertThat(tenant.management().get(path))
        .isManagementError(404, "Not Found", "The resource server does not exist")
        .hasErrorCode("inexistent_resource_server");
  }

  private Map<String, Object> created(Map<String, ?> properties) {
    String name = tenant.fixtures().newName("api");
    return tenant
        .fixtures()
        .make(
            "/resource-servers",
            Json.with(
                Json.of("name", name, "identifier", "https://" + name + ".example/"), properties));
  }

  private static String byIdentifier(Map<String, Object> api) {
    return "/resource-servers/" + ManagementApi.segment(Json.text(api, "identifier"));
  }
}
