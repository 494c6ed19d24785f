package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.util.List;
import java.util.Map;

/** What machines may do at APIs (Auth0 docs, "Application Access to APIs: Client Grants"). */
@SuppressWarnings("MemberName") // Sentences.
final class ClientGrantsContract {

  private final Tenant tenant;

  ClientGrantsContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @VerifiedAgainstAuth0(on = "2026-08-14", by = RECORDING)
  void grants_an_api_to_a_client() {
    Application client = tenant.fixtures().machine(Map.of());
    Api api = tenant.fixtures().api();

    Map<String, Object> grant = granted(client, api);

    assertThat(grant)
        .containsEntry("client_id", client.clientId())
        .containsEntry("audience", api.identifier())
        .containsEntry("scope", api.granted())
        .containsEntry("subject_type", "client");
    assertThat(Json.text(grant, "id")).matches("cgr_[A-Za-z0-9]{16}");
  }

  @VerifiedAgainstAuth0(on = "2026-02-05", by = RECORDING)
  void lists_the_grants_of_a_client_at_an_api() {
    Application client = tenant.fixtures().machine(Map.of());
    Api api = tenant.fixtures().api();
    Map<String, Object> grant = granted(client, api);

    Reply reply =
        tenant
            .management()
            .call("GET", "/client-grants")
            .query("client_id", client.clientId())
            .query("audience", api.identifier())
            .query("include_totals", "true")
            .send();

    assertThat(reply).hasStatus(200).hasMember("total", 1L);
    assertThat(Json.objects(Json.object(reply), "client_grants"))
        .singleElement()
        .satisfies(one -> assertThat(one).containsEntry("id", grant.get("id")));
  }

  @VerifiedAgainstAuth0(on = "2026-08-14", by = RECORDING)
  void finds_no_grant_where_there_is_none() {
    Application client = tenant.fixtures().machine(Map.of());

    Reply reply =
        tenant
            .management()
            .get("/client-grants?include_totals=true&client_id=" + client.clientId());

    assertThat(reply).hasMember("total", 0L).hasMember("client_grants", List.of());
  }

  @VerifiedAgainstAuth0(on = "2026-08-10", by = RECORDING)
  void replaces_the_scopes_of_a_grant() {
    Application client = tenant.fixtures().machine(Map.of());
    Api api = tenant.fixtures().api();
    String id = Json.text(granted(client, api), "id");
    List<String> one = api.granted().subList(0, 1);

    Reply reply = tenant.management().patch("/client-grants/" + id, Json.of("scope", one));

    assertThat(reply).hasStatus(200).hasMember("id", id).hasMember("scope", one);
    assertThat(AccessToken.read(token(client, api)).claims()).containsEntry("scope", one.get(0));
  }

  @NotYetVerified(D)
  void grants_an_api_to_a_client_once() {
    Application client = tenant.fixtures().machine(Map.of());
    Api api = tenant.fixtures().api();
    granted(client, api);

    Reply reply = grant(client, api.identifier());

    assertThat(reply).hasStatus(409).hasMember("error", "Conflict");
  }

  @NotYetVerified(D)
  void grants_no_api_that_is_not_there() {
    Application client = tenant.fixtures().machine(Map.of());

    Reply reply = grant(client, "https://fa0-contract-no-api.example/");

    assertThat(reply).isManagementError(404, "Not Found", "Resource server not found");
  }

  @VerifiedAgainstAuth0(on = "2026-01-30", by = RECORDING)
  void has_no_grant_that_was_deleted() {
    Application client = tenant.fixtures().machine(Map.of());
    String path = "/client-grants/" + Json.text(granted(client, tenant.fixtures().api()), "id");

    assertThat(tenant.management().delete(path)).hasStatus(204);

    assertThat(tenant.management().get(path))
        .isManagementError(404, "Not Found", "The grant does not exist.")
        .hasErrorCode("inexistent_client_grant");
  }

  @NotYetVerified(D)
  void takes_the_api_from_a_client_with_the_grant() {
    Application client = tenant.fixtures().machine(Map.of());
    Api api = tenant.fixtures().api();
    String id = Json.text(granted(client, api), "id");
    String before = token(client, api);
    tenant.management().delete("/client-grants/" + id);

    Reply after = request(client, api);

    assertThat(before).isNotEmpty();
    assertThat(after).isOAuthError(403, "access_denied");
  }

  private Map<String, Object> granted(Application client, Api api) {
    return tenant
        .fixtures()
        .make(
            "/client-grants",
            Json.of(
                "client_id",
                client.clientId(),
                "audience",
                api.identifier(),
                "scope",
                api.granted()));
  }

  /** A grant that has to be refused; if it is not, it goes with its client. */
  private Reply grant(Application client, String audience) {
    return tenant
        .management()
        .post(
            "/client-grants",
            Json.of("client_id", client.clientId(), "audience", audience, "scope", List.of()));
  }

  private String token(Application client, Api api) {
    return tenant.granted(request(client, api)).text();
  }

  private Reply request(Application client, Api api) {
    return tenant.token(client.tokenRequest(api.identifier()));
  }
}
