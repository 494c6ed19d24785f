package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.Grade.F;
import static dev.fakeauth0.contracts.auth0.Grade.F2;
import static dev.fakeauth0.contracts.auth0.Grade.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import dev.fakeauth0.contracts.auth0.Browser.Stop;
import java.util.List;
import java.util.Map;

/** Clients that register themselves (RFC 7591; Auth0 docs, "Dynamic Client Registration"). */
@SuppressWarnings("MemberName") // Sentences.
final class RegistrationContract {

  private final Tenant tenant;

  RegistrationContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @NotYetVerified(F)
  @Needs(Need.DYNAMIC_REGISTRATION)
  void registers_whoever_asks() {
    String name = tenant.fixtures().newName("registered");

    Reply reply = registered(Map.of("client_name", name));

    assertThat(reply).hasStatus(201);
    assertThat(Json.object(reply))
        .containsEntry("client_name", name)
        .containsEntry("redirect_uris", List.of(Fixtures.CALLBACK))
        .containsEntry("client_secret_expires_at", 0L)
        .containsKeys("client_id", "client_secret", "grant_types", "token_endpoint_auth_method");
  }

  @NotYetVerified(D)
  @Needs(Need.DYNAMIC_REGISTRATION)
  void gives_a_public_client_no_secret() {
    Reply reply = registered(Map.of("token_endpoint_auth_method", "none"));

    assertThat(Json.object(reply))
        .containsEntry("token_endpoint_auth_method", "none")
        .doesNotContainKey("client_secret");
  }

  @NotYetVerified(F2)
  @Needs(Need.DYNAMIC_REGISTRATION)
  void ignores_metadata_it_does_not_know() {
    Reply reply =
        registered(
            Map.of(
                "client_uri", "https://fa0-contract.example",
                "scope", "openid",
                "software_id", "fa0-contract"));

    assertThat(reply).hasStatus(201);
  }

  @NotYetVerified(D)
  @Needs(Need.DYNAMIC_REGISTRATION)
  void keeps_a_registered_client_as_a_third_party() {
    String clientId = Json.text(Json.object(registered(Map.of())), "client_id");

    assertThat(Json.object(tenant.management().get("/clients/" + clientId)))
        .containsEntry("is_first_party", false)
        .containsEntry("oidc_conformant", true);
  }

  @NotYetVerified(OPEN)
  @Needs(Need.DYNAMIC_REGISTRATION)
  void asks_for_callbacks() {
    Reply reply =
        tenant
            .post("/oidc/register")
            .json(Map.of("client_name", tenant.fixtures().newName("registered")))
            .send();

    assertThat(reply).isOAuthError(400, "invalid_client_metadata");
  }

  @NotYetVerified(OPEN)
  @Needs(Need.DYNAMIC_REGISTRATION)
  void refuses_a_callback_that_is_no_address() {
    assertThat(registered(Map.of("redirect_uris", List.of("no address"))))
        .isOAuthError(400, "invalid_redirect_uri");
  }

  @NotYetVerified(OPEN)
  @Needs(Need.NO_DYNAMIC_REGISTRATION)
  void registers_nobody_where_it_is_off() {
    assertThat(registered(Map.of()))
        .isOAuthError(403, "access_denied", "dynamic client registration is disabled");
  }

  @NotYetVerified(F2)
  @Needs({Need.DYNAMIC_REGISTRATION, Need.PERMISSIVE_REGISTRATION})
  void lets_a_registered_client_in_by_consent_alone() {
    Application client = publicClient();
    Api api = tenant.fixtures().api(Map.of());
    Person person = domainPerson();
    Browser browser = tenant.browser();
    AuthorizationRequest request =
        new AuthorizationRequest(tenant, client)
            .with("audience", api.identifier())
            .with("scope", "read:things")
            .withPkce();

    Stop page = request.logIn(browser, person);
    Stop callback = browser.submit(page, Map.of("action", "accept"));
    AccessToken token = tenant.granted(request.exchange(AuthorizationRequest.code(callback)));

    assertThat(page.offers("action", "accept")).isTrue();
    assertThat(token.claims())
        .containsEntry("aud", api.identifier())
        .containsEntry("azp", client.clientId())
        .containsEntry("scope", "read:things");
  }

  @NotYetVerified(D)
  @Needs({
    Need.DYNAMIC_REGISTRATION,
    Need.PERMISSIVE_REGISTRATION,
    Need.RESOURCE_PARAMETER,
  })
  void takes_the_resource_for_the_audience() {
    Application client = publicClient();
    Api api = tenant.fixtures().api(Map.of());
    AuthorizationRequest request =
        new AuthorizationRequest(tenant, client)
            .with("resource", api.identifier())
            .with("scope", "read:things")
            .withPkce();

    AccessToken token =
        tenant.granted(request.exchange(request.code(tenant.browser(), domainPerson())));

    assertThat(token.claims()).containsEntry("aud", api.identifier());
  }

  @NotYetVerified(F2)
  @Needs(Need.DYNAMIC_REGISTRATION)
  void grants_a_registered_client_no_token_of_its_own() {
    Reply reply =
        registered(
            Map.of(
                "token_endpoint_auth_method",
                "client_secret_post",
                "grant_types",
                List.of("authorization_code")));
    Map<String, Object> client = Json.object(reply);

    assertThat(
            tenant.token(
                "grant_type", "client_credentials",
                "client_id", Json.text(client, "client_id"),
                "client_secret", Json.text(client, "client_secret"),
                "audience", tenant.fixtures().api().identifier()))
        .isOAuthError(403, "unauthorized_client");
  }

  private Application publicClient() {
    Map<String, Object> client =
        Json.object(registered(Map.of("token_endpoint_auth_method", "none")));
    return new Application(Json.text(client, "client_id"), "", Fixtures.CALLBACK, false);
  }

  /** A user of a database that third parties may use. */
  private Person domainPerson() {
    Map<String, Object> connection =
        tenant.fixtures().connection(Map.of("is_domain_connection", true));
    return tenant.fixtures().person(Json.text(connection, "name"), Map.of());
  }

  private Reply registered(Map<String, ?> metadata) {
    Reply reply =
        tenant
            .post("/oidc/register")
            .json(
                Json.with(
                    Json.of(
                        "client_name", tenant.fixtures().newName("registered"),
                        "redirect_uris", List.of(Fixtures.CALLBACK)),
                    metadata))
            .send();
    if (reply.status() / 100 == 2) {
      tenant.fixtures().remove("/clients/" + Json.text(Json.object(reply), "client_id"));
    }
    return reply;
  }
}
