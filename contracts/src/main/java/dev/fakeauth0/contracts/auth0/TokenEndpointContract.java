package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.F;
import static dev.fakeauth0.contracts.auth0.Grade.F2;
import static dev.fakeauth0.contracts.auth0.Grade.OPEN;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.util.Map;

/**
 * The token endpoint whatever the grant type: bodies, headers, and who the client is (RFC 6749
 * sections 2.3, 3.2 and 5).
 */
@SuppressWarnings("MemberName") // Sentences.
final class TokenEndpointContract {

  private static final String UNKNOWN = "fa0contractunknownclient00000000";
  private static final String WRONG = "not-the-secret-of-this-client";

  private final Tenant tenant;

  TokenEndpointContract(Tenant tenant) {
    this.tenant = tenant;
  }

  // How it is asked

  @VerifiedAgainstAuth0(on = "2026-05-14", by = RECORDING)
  void takes_a_form() {
    assertThat(tenant.post("/oauth/token").form(good()).send()).isToken();
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void takes_json() {
    assertThat(tenant.token(good())).isToken();
  }

  @VerifiedAgainstAuth0(on = "2024-03-15", by = RECORDING)
  void ignores_parameters_it_does_not_know() {
    assertThat(tenant.token(with("test", "value"))).isToken();
  }

  @NotYetVerified(F)
  void takes_the_secret_in_the_header_too() {
    Application machine = tenant.fixtures().machine();
    Map<String, Object> form = good();
    form.remove("client_id");
    form.remove("client_secret");

    Reply reply =
        tenant.post("/oauth/token").basic(machine.clientId(), machine.secret()).form(form).send();

    assertThat(reply).isToken();
  }

  @NotYetVerified(F)
  void is_not_there_for_a_get() {
    assertThat(tenant.get("/oauth/token").send()).hasStatus(404);
  }

  @NotYetVerified(OPEN)
  void refuses_json_that_is_malformed() {
    Reply reply =
        tenant
            .post("/oauth/token")
            .body("application/json", "{\"grant_type\":\"client_credentials\" \"client_id\":\"x\"}")
            .send();

    assertThat(reply).isOAuthError(400, "invalid_request", "Malformed JSON in the request body");
  }

  @NotYetVerified(OPEN)
  void refuses_a_parameter_that_comes_twice() {
    Reply reply =
        tenant
            .post("/oauth/token")
            .body(
                "application/x-www-form-urlencoded",
                "grant_type=client_credentials&grant_type=password&client_id=x")
            .send();

    assertThat(reply)
        .isOAuthError(400, "invalid_request", "Parameter 'grant_type' was sent more than once");
  }

  // How it answers

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void answers_in_json_without_a_charset() {
    assertThat(tenant.token(good())).hasHeader("Content-Type", "application/json");
    assertThat(tenant.token(with("client_secret", WRONG)))
        .hasHeader("Content-Type", "application/json");
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void forbids_that_a_token_is_kept_on_the_way() {
    assertThat(tenant.token(good()))
        .hasHeader("Cache-Control", "no-store")
        .hasHeader("Pragma", "no-cache");
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void forbids_that_a_refusal_is_kept_on_the_way() {
    Reply reply =
        tenant.token(
            Json.of(
                "grant_type", "client_credentials", "client_id", UNKNOWN, "client_secret", "x"));

    assertThat(reply)
        .hasHeader(
            "Cache-Control",
            "private, no-store, no-cache, must-revalidate, post-check=0, pre-check=0,"
                + " no-transform")
        .hasNoHeader("Pragma");
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void tells_its_rate_limit() {
    Reply reply = tenant.token(good());

    for (String header : new String[] {"Limit", "Remaining", "Reset"}) {
      assertThat(reply.header("X-RateLimit-" + header).orElse("")).as(header).matches("\\d+");
    }
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void names_the_token_type_last() {
    assertThat(Json.object(tenant.token(good())).keySet())
        .startsWith("access_token")
        .endsWith("expires_in", "token_type");
  }

  @NotYetVerified(F2)
  void says_error_and_description_and_nothing_else() {
    Reply reply = tenant.token(with("client_secret", WRONG));

    assertThat(Json.object(reply)).containsOnlyKeys("error", "error_description");
  }

  // Who the client is

  @NotYetVerified(F2)
  void refuses_a_wrong_client_secret() {
    assertThat(tenant.token(with("client_secret", WRONG)))
        .isOAuthError(401, "access_denied", "Unauthorized");
  }

  @NotYetVerified(F2)
  void refuses_a_wrong_client_secret_in_the_header() {
    Map<String, Object> form = good();
    form.remove("client_id");
    form.remove("client_secret");

    Reply reply =
        tenant
            .post("/oauth/token")
            .basic(tenant.fixtures().machine().clientId(), WRONG)
            .form(form)
            .send();

    assertThat(reply).isOAuthError(401, "access_denied", "Unauthorized");
  }

  @NotYetVerified(F2)
  void refuses_an_unknown_client() {
    assertThat(tenant.token(with("client_id", UNKNOWN)))
        .isOAuthError(401, "access_denied", "Unauthorized");
  }

  @NotYetVerified(F2)
  void refuses_a_confidential_client_without_its_secret() {
    Map<String, Object> body = good();
    body.remove("client_secret");

    assertThat(tenant.token(body)).isOAuthError(401, "access_denied", "Unauthorized");
  }

  @NotYetVerified(OPEN)
  void refuses_a_request_that_names_no_client() {
    assertThat(tenant.token("grant_type", "client_credentials"))
        .isOAuthError(401, "access_denied", "Unauthorized");
  }

  @NotYetVerified(F2)
  void refuses_a_secret_that_was_rotated_away() {
    Application machine = tenant.fixtures().machine(Map.of());
    Api api = tenant.fixtures().api();
    tenant.fixtures().grant(machine, api, api.granted());
    Reply rotated =
        tenant.management().post("/clients/" + machine.clientId() + "/rotate-secret", Map.of());
    String secret = Json.text(Json.object(rotated), "client_secret");

    Reply before = tenant.token(request(machine.clientId(), machine.secret(), api));
    Reply after = tenant.token(request(machine.clientId(), secret, api));

    assertThat(before).isOAuthError(401, "access_denied", "Unauthorized");
    assertThat(after).isToken();
  }

  // Which grant type

  @NotYetVerified(F2)
  void refuses_a_grant_type_the_client_is_not_allowed() {
    Reply reply =
        tenant.token(
            with(
                Json.of(
                    "grant_type", Fixtures.PASSWORD_REALM,
                    "realm", "x",
                    "username", "x",
                    "password", "x")));

    assertThat(reply)
        .isOAuthError(
            403,
            "unauthorized_client",
            "Grant type '" + Fixtures.PASSWORD_REALM + "' not allowed for the client.")
        .hasMember("error_uri", "https://auth0.com/docs/clients/client-grant-types");
  }

  @NotYetVerified(F2)
  void refuses_client_credentials_to_a_client_that_is_not_allowed_them() {
    Application web = tenant.fixtures().web();

    Reply reply = tenant.token(request(web.clientId(), web.secret(), tenant.fixtures().api()));

    assertThat(reply)
        .isOAuthError(
            403,
            "unauthorized_client",
            "Grant type 'client_credentials' not allowed for the client.");
  }

  @NotYetVerified(OPEN)
  void refuses_client_credentials_to_a_public_client() {
    Application spa = tenant.fixtures().spa();

    Reply reply = tenant.token(spa.tokenRequest(tenant.fixtures().api().identifier()));

    assertThat(reply)
        .isOAuthError(
            403,
            "unauthorized_client",
            "Grant type 'client_credentials' not allowed for the client.");
  }

  @NotYetVerified(OPEN)
  void refuses_an_unknown_grant_type() {
    assertThat(tenant.token(with("grant_type", "fa0-contract")))
        .isOAuthError(403, "unsupported_grant_type", "Unsupported grant type: fa0-contract");
  }

  @NotYetVerified(OPEN)
  void refuses_a_request_without_a_grant_type() {
    Map<String, Object> body = good();
    body.remove("grant_type");

    assertThat(tenant.token(body))
        .isOAuthError(403, "unsupported_grant_type", "Unsupported grant type: undefined");
  }

  @NotYetVerified(OPEN)
  void asks_who_the_client_is_before_what_it_wants() {
    assertThat(tenant.token(with(Json.of("client_secret", WRONG, "grant_type", "fa0-contract"))))
        .isOAuthError(401, "access_denied", "Unauthorized");
  }

  private Map<String, Object> good() {
    Application machine = tenant.fixtures().machine();
    return request(machine.clientId(), machine.secret(), tenant.fixtures().api());
  }

  private Map<String, Object> with(String name, String value) {
    return with(Map.of(name, value));
  }

  private Map<String, Object> with(Map<String, ?> more) {
    return Json.with(good(), more);
  }

  private static Map<String, Object> request(String clientId, String secret, Api api) {
    return Json.of(
        "grant_type",
        "client_credentials",
        "client_id",
        clientId,
        "client_secret",
        secret,
        "audience",
        api.identifier());
  }
}
