package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.Grade.F2;
import static dev.fakeauth0.contracts.auth0.Grade.L;
import static dev.fakeauth0.contracts.auth0.Grade.OPEN;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.util.List;
import java.util.Map;

/**
 * Tokens for a user name and a password (RFC 6749 section 4.3; Auth0 docs, "Resource Owner Password
 * Flow"). A realm is named each time: the tenant's default directory is nobody's to set.
 */
@SuppressWarnings("MemberName") // Sentences.
final class PasswordContract {

  private static final String UNKNOWN = "fa0-contract-no-such-realm";

  private final Tenant tenant;

  PasswordContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void grants_a_token_for_the_api_and_says_its_scope() {
    Reply reply = asked(Map.of("audience", audience(), "scope", scope()));

    assertThat(Json.object(reply))
        .containsOnlyKeys("access_token", "scope", "expires_in", "token_type")
        .containsEntry("scope", scope())
        .containsEntry("expires_in", 86400L);
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void names_user_and_client_in_the_token() {
    AccessToken token = tenant.granted(asked(Map.of("audience", audience(), "scope", scope())));

    assertThat(token.claims())
        .containsEntry("iss", tenant.issuer())
        .containsEntry("aud", audience())
        .containsEntry("azp", tenant.fixtures().web().clientId())
        .containsEntry("gty", "password")
        .containsEntry("scope", scope());
    assertThat(String.valueOf(token.claims().get("sub"))).startsWith("auth0|");
  }

  @NotYetVerified(D)
  void adds_userinfo_to_the_audience_when_openid_is_asked_for() {
    AccessToken token =
        tenant.granted(asked(Map.of("audience", audience(), "scope", "openid " + scope())));

    assertThat(Json.texts(token.claims(), "aud"))
        .containsExactly(audience(), tenant.issuer() + "userinfo");
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void grants_an_id_token_for_openid() {
    Reply reply = asked(Map.of("scope", "openid"));

    Map<String, Object> answer = Json.object(reply);
    assertThat(answer.keySet())
        .containsExactly("access_token", "id_token", "scope", "expires_in", "token_type");
    AccessToken id = AccessToken.read(Json.text(answer, "id_token"));
    assertThat(id.claims())
        .containsEntry("iss", tenant.issuer())
        .containsEntry("aud", tenant.fixtures().web().clientId());
  }

  @NotYetVerified(F2)
  @Needs(Need.NO_DEFAULT_AUDIENCE)
  void grants_an_opaque_token_where_no_api_is_named() {
    Reply reply = asked(Map.of("scope", "openid"));

    String token = Json.text(Json.object(reply), "access_token");
    assertThat(token.split("\\.", -1)).hasSize(5);
    assertThat(token).startsWith("eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwiaXNzIjoi");
    assertThat(token.split("\\.", -1)[1]).isEmpty();
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void refuses_a_wrong_password() {
    assertThat(asked(Map.of("password", "not-the-password", "scope", "openid")))
        .isOAuthError(403, "invalid_grant", "Wrong email or password.");
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void refuses_an_unknown_user_in_the_same_words() {
    assertThat(asked(Map.of("username", "nobody-fa0-contract@example.com", "scope", "openid")))
        .isOAuthError(403, "invalid_grant", "Wrong email or password.");
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void refuses_an_audience_that_is_no_api() {
    assertThat(asked(Map.of("audience", "https://fa0-contract.example/no-such-api")))
        .isOAuthError(
            400, "invalid_request", "invalid audience specified for password grant exchange");
  }

  @NotYetVerified(L)
  void asks_for_the_username() {
    Map<String, Object> body = good();
    body.remove("username");

    assertThat(tenant.token(body))
        .isOAuthError(400, "invalid_request", "Missing required parameter: username");
  }

  @NotYetVerified(L)
  void asks_for_the_password() {
    Map<String, Object> body = good();
    body.remove("password");

    assertThat(tenant.token(body))
        .isOAuthError(400, "invalid_request", "Missing required parameter: password");
  }

  @NotYetVerified(D)
  void refuses_a_realm_it_does_not_know() {
    assertThat(asked(Map.of("realm", UNKNOWN)))
        .isOAuthError(400, "invalid_request", "Unknown realm " + UNKNOWN + ".");
  }

  @NotYetVerified(OPEN)
  void refuses_a_connection_that_is_not_enabled_for_the_client() {
    Application web = tenant.fixtures().web(Map.of());

    Reply reply =
        tenant.token(
            Json.with(good(), Map.of("client_id", web.clientId(), "client_secret", web.secret())));

    assertThat(reply).isOAuthError(400, "invalid_request", "the connection was disabled");
  }

  @NotYetVerified(OPEN)
  void refuses_a_blocked_user() {
    Person person = tenant.fixtures().person();
    tenant
        .management()
        .patch("/users/" + ManagementApi.segment(person.userId()), Map.of("blocked", true));

    Reply reply = asked(Map.of("username", person.email(), "password", person.password()));

    assertThat(reply).isOAuthError(403, "unauthorized", "user is blocked");
  }

  @NotYetVerified(D)
  void grants_all_scopes_of_the_api_when_none_is_asked_for() {
    AccessToken token = tenant.granted(asked(Map.of("audience", audience())));

    assertThat(String.valueOf(token.claims().get("scope")).split(" "))
        .containsAll(tenant.fixtures().api().granted());
  }

  @NotYetVerified(D)
  void grants_only_the_permissions_of_the_user_where_the_api_enforces_them() {
    Api api =
        tenant
            .fixtures()
            .api(Map.of("token_dialect", "access_token_authz", "enforce_policies", true));
    Person person = tenant.fixtures().person();
    tenant
        .management()
        .post(
            "/users/" + ManagementApi.segment(person.userId()) + "/permissions",
            Map.of(
                "permissions",
                List.of(
                    Map.of(
                        "resource_server_identifier",
                        api.identifier(),
                        "permission_name",
                        "read:things"))));

    AccessToken token =
        tenant.granted(
            asked(
                Map.of(
                    "username", person.email(),
                    "password", person.password(),
                    "audience", api.identifier(),
                    "scope", "read:things write:things")));

    assertThat(Json.texts(token.claims(), "permissions")).containsExactly("read:things");
    assertThat(token.claims()).containsEntry("scope", "read:things");
  }

  @NotYetVerified(F2)
  void refuses_clients_that_may_not_use_passwords() {
    Application web = tenant.fixtures().web(Map.of("grant_types", List.of("authorization_code")));

    Reply reply =
        tenant.token(
            "grant_type", "password",
            "client_id", web.clientId(),
            "client_secret", web.secret(),
            "username", "x",
            "password", "x");

    assertThat(reply)
        .isOAuthError(
            403, "unauthorized_client", "Grant type 'password' not allowed for the client.");
  }

  private String audience() {
    return tenant.fixtures().api().identifier();
  }

  private String scope() {
    return tenant.fixtures().api().scope();
  }

  private Reply asked(Map<String, ?> more) {
    return tenant.token(Json.with(good(), more));
  }

  private Map<String, Object> good() {
    Application web = tenant.fixtures().web();
    if (!web.passwords()) {
      throw new Skipped("needs a client that may use passwords: web.passwords=true in --fixtures");
    }
    return web.passwordRequest(tenant.fixtures().user());
  }
}
