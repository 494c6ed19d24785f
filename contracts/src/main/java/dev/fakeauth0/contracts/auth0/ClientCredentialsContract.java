package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.Grade.F;
import static dev.fakeauth0.contracts.auth0.Grade.F2;
import static dev.fakeauth0.contracts.auth0.Grade.OPEN;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.util.List;
import java.util.Map;

/** Tokens for machines (RFC 6749 section 4.4; Auth0 docs, "Client Credentials Flow"). */
@SuppressWarnings("MemberName") // Sentences.
final class ClientCredentialsContract {

  private static final String UNKNOWN = "https://fa0-contract.example/no-such-api";

  private final Tenant tenant;

  ClientCredentialsContract(Tenant tenant) {
    this.tenant = tenant;
  }

  // What is granted

  @VerifiedAgainstAuth0(on = "2023-08-11", by = RECORDING)
  void grants_a_bearer_token_for_a_day() {
    Map<String, Object> answer = Json.object(asked());

    assertThat(answer).containsEntry("token_type", "Bearer").containsEntry("expires_in", 86400L);
  }

  @NotYetVerified(D)
  void grants_neither_a_refresh_token_nor_an_id_token() {
    Map<String, Object> answer =
        Json.object(
            asked(Map.of("scope", "openid offline_access " + tenant.fixtures().api().scope())));

    assertThat(answer).doesNotContainKeys("refresh_token", "id_token");
  }

  @NotYetVerified(D)
  void grants_all_scopes_of_the_client_grant_when_none_is_asked_for() {
    Reply reply = asked();

    assertThat(Json.text(Json.object(reply), "scope").split(" "))
        .containsExactlyInAnyOrderElementsOf(granted());
    assertThat(tenant.granted(reply).claims().get("scope"))
        .isEqualTo(Json.text(Json.object(reply), "scope"));
  }

  @NotYetVerified(F2)
  void narrows_the_scope_to_what_is_granted() {
    Api api = tenant.fixtures().api();
    String one = api.granted().get(0);

    Reply reply = asked(Map.of("scope", one + " " + api.notGranted()));

    assertThat(tenant.granted(reply).claims()).containsEntry("scope", one);
    assertThat(reply).hasMember("scope", one);
  }

  @NotYetVerified(OPEN)
  void grants_a_token_without_scope_when_nothing_asked_for_is_granted() {
    Reply reply = asked(Map.of("scope", tenant.fixtures().api().notGranted()));

    assertThat(tenant.granted(reply).claims()).doesNotContainKey("scope");
    assertThat(Json.object(reply)).doesNotContainKey("scope");
  }

  @NotYetVerified(D)
  void gives_the_lifetime_that_the_api_has() {
    Api api = tenant.fixtures().api(Map.of("token_lifetime", 1234));
    Application machine = grantedFor(api);

    Reply reply = asked(machine, api, Map.of());

    assertThat(reply).hasMember("expires_in", 1234L);
    AccessToken token = tenant.granted(reply);
    assertThat(token.number("exp") - token.number("iat")).isEqualTo(1234);
  }

  @NotYetVerified(D)
  void grants_future_scopes_where_all_are_granted() {
    Api api = tenant.fixtures().api(Map.of());
    Application machine = tenant.fixtures().machine(Map.of());
    tenant
        .fixtures()
        .grant(
            Json.of(
                "client_id", machine.clientId(),
                "audience", api.identifier(),
                "scope", List.of(),
                "allow_all_scopes", true));

    assertThat(tenant.granted(asked(machine, api, Map.of())).claims().get("scope"))
        .asString()
        .contains(api.notGranted());
  }

  // What the token says

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void signs_with_rs256_and_a_published_key() {
    AccessToken token = token();

    assertThat(token.header().keySet()).containsExactly("alg", "typ", "kid");
    assertThat(token.header()).containsEntry("alg", "RS256").containsEntry("typ", "JWT");
    assertThat(SigningKeys.of(tenant).verify(token)).isTrue();
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void names_the_issuer_with_its_slash() {
    assertThat(token().claims()).containsEntry("iss", tenant.issuer());
  }

  @NotYetVerified(D)
  void names_the_client_as_a_subject_at_clients() {
    assertThat(token().claims())
        .containsEntry("sub", tenant.fixtures().machine().clientId() + "@clients");
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void names_one_audience_as_text() {
    assertThat(token().claims()).containsEntry("aud", tenant.fixtures().api().identifier());
  }

  @NotYetVerified(D)
  void names_the_client_as_authorized_party() {
    assertThat(token().claims())
        .containsEntry("azp", tenant.fixtures().machine().clientId())
        .doesNotContainKey("client_id");
  }

  @NotYetVerified(D)
  void names_the_grant_type_with_a_hyphen() {
    assertThat(token().claims()).containsEntry("gty", "client-credentials");
  }

  @NotYetVerified(D)
  void ends_the_token_when_the_answer_says() {
    Reply reply = asked();

    AccessToken token = tenant.granted(reply);
    assertThat(Json.object(reply))
        .containsEntry("expires_in", token.number("exp") - token.number("iat"));
  }

  @NotYetVerified(D)
  void says_nothing_of_permissions_unless_the_dialect_has_them() {
    assertThat(token().claims()).doesNotContainKeys("permissions", "jti");
  }

  @NotYetVerified(F2)
  void tells_the_scopes_as_permissions_in_the_dialect_that_has_them() {
    Api api =
        tenant
            .fixtures()
            .api(Map.of("token_dialect", "access_token_authz", "enforce_policies", true));

    AccessToken token = tenant.granted(asked(grantedFor(api), api, Map.of()));

    assertThat(Json.texts(token.claims(), "permissions"))
        .containsExactlyInAnyOrderElementsOf(api.granted());
  }

  @NotYetVerified(D)
  void writes_rfc_9068_where_the_api_wants_it() {
    Api api = tenant.fixtures().rfc9068Api();
    Application machine = grantedFor(api);

    AccessToken token = tenant.granted(asked(machine, api, Map.of()));

    assertThat(token.header()).containsEntry("typ", "at+jwt").containsEntry("alg", "RS256");
    assertThat(token.claims())
        .containsEntry("client_id", machine.clientId())
        .containsEntry("sub", machine.clientId() + "@clients")
        .containsEntry("iss", tenant.issuer())
        .containsEntry("aud", api.identifier())
        .containsKey("jti")
        .doesNotContainKeys("azp", "gty");
  }

  @NotYetVerified(D)
  void never_gives_two_tokens_of_rfc_9068_one_id() {
    Api api = tenant.fixtures().rfc9068Api();
    Application machine = grantedFor(api);

    AccessToken one = tenant.granted(asked(machine, api, Map.of()));
    AccessToken other = tenant.granted(asked(machine, api, Map.of()));

    assertThat(one.claims().get("jti")).isNotEqualTo(other.claims().get("jti"));
  }

  @NotYetVerified(F)
  void signs_with_the_secret_of_an_api_that_wants_hs256() {
    String secret = "fa0-contract-signing-secret-of-an-api-0123456789";
    tenant.masking().learn(secret);
    Api api = tenant.fixtures().api(Map.of("signing_alg", "HS256", "signing_secret", secret));

    AccessToken token = tenant.granted(asked(grantedFor(api), api, Map.of()));

    assertThat(token.header())
        .containsEntry("alg", "HS256")
        .containsEntry("typ", "JWT")
        .doesNotContainKey("kid");
    assertThat(SigningKeys.signedWith(secret, token)).isTrue();
  }

  // What is refused

  @NotYetVerified(F2)
  @Needs(Need.NO_DEFAULT_AUDIENCE)
  void refuses_a_request_without_audience() {
    Map<String, Object> body = tenant.fixtures().machine().tokenRequest(UNKNOWN);
    body.remove("audience");

    assertThat(tenant.token(body))
        .isOAuthError(403, "access_denied", "Non-global clients are not allowed access to APIv1");
  }

  @NotYetVerified(F2)
  void refuses_an_audience_that_is_no_api() {
    assertThat(tenant.token(tenant.fixtures().machine().tokenRequest(UNKNOWN)))
        .isOAuthError(403, "access_denied", "Service not found: " + UNKNOWN);
  }

  @NotYetVerified(F2)
  void compares_audiences_to_the_letter() {
    String audience = tenant.fixtures().api().identifier() + "x";

    assertThat(tenant.token(tenant.fixtures().machine().tokenRequest(audience)))
        .isOAuthError(403, "access_denied", "Service not found: " + audience);
  }

  @NotYetVerified(F2)
  void refuses_a_client_that_has_no_grant_for_the_api() {
    Application stranger = tenant.fixtures().stranger();
    String audience = tenant.fixtures().api().identifier();

    assertThat(tenant.token(stranger.tokenRequest(audience)))
        .isOAuthError(403, "access_denied", ungranted(stranger, audience));
  }

  @NotYetVerified(F2)
  void refuses_the_management_api_to_a_client_that_has_no_grant_for_it() {
    Application stranger = tenant.fixtures().stranger();
    String audience = tenant.management().audience();

    assertThat(tenant.token(stranger.tokenRequest(audience)))
        .isOAuthError(403, "access_denied", ungranted(stranger, audience));
  }

  @NotYetVerified(D)
  void heeds_a_client_grant_as_soon_as_it_is_made_or_deleted() {
    Api api = tenant.fixtures().api();
    Application machine = tenant.fixtures().machine(Map.of());
    Map<String, Object> body = machine.tokenRequest(api.identifier());

    Reply without = tenant.token(body);
    String grant = tenant.fixtures().grant(machine, api, api.granted());
    Reply with = tenant.token(body);
    tenant.management().delete("/client-grants/" + ManagementApi.segment(grant));
    Reply after = tenant.token(body);

    assertThat(without).isOAuthError(403, "access_denied");
    assertThat(with).isToken();
    assertThat(after).isOAuthError(403, "access_denied", ungranted(machine, api.identifier()));
  }

  @NotYetVerified(D)
  void refuses_everybody_where_the_api_denies_machines() {
    Api api = tenant.fixtures().api(Map.of());
    Application machine = grantedFor(api);
    tenant
        .management()
        .patch(
            "/resource-servers/" + api.id(),
            Map.of("subject_type_authorization", Map.of("client", Map.of("policy", "deny_all"))));

    assertThat(asked(machine, api, Map.of())).isOAuthError(403, "access_denied");
  }

  private static String ungranted(Application client, String audience) {
    return "Client \""
        + client.clientId()
        + "\" is not authorized to access resource server \""
        + audience
        + "\". You need to create a \"client-grant\" associated to this API.";
  }

  private List<String> granted() {
    return tenant.fixtures().api().granted();
  }

  private AccessToken token() {
    return tenant.granted(asked());
  }

  private Reply asked() {
    return asked(Map.of());
  }

  private Reply asked(Map<String, ?> more) {
    return asked(tenant.fixtures().machine(), tenant.fixtures().api(), more);
  }

  private Reply asked(Application client, Api api, Map<String, ?> more) {
    return tenant.token(Json.with(client.tokenRequest(api.identifier()), more));
  }

  /** A client that is granted the scopes of an API; one made already, for one that is named. */
  private Application grantedFor(Api api) {
    if (api.id().isEmpty()) {
      return tenant.fixtures().machine();
    }
    Application machine = tenant.fixtures().machine(Map.of());
    tenant.fixtures().grant(machine, api, api.granted());
    return machine;
  }
}
