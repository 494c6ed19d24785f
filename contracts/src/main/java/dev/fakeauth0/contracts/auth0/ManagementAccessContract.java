package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.Grade.F2;
import static dev.fakeauth0.contracts.auth0.Grade.L;
import static dev.fakeauth0.contracts.auth0.Grade.S;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;
import dev.fakeauth0.contracts.Reply;
import java.util.List;
import java.util.Map;

/** Who may call the Management API (Auth0 docs, "Management API Access Tokens"). */
@SuppressWarnings("MemberName") // Sentences.
final class ManagementAccessContract {

  private static final String BAD_SIGNATURE =
      "Invalid signature received for JSON Web Token validation";
  private static final String BAD_FORMAT = "Bad HTTP authentication header format";

  private final Tenant tenant;

  ManagementAccessContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void refuses_a_request_without_a_token() {
    assertThat(tenant.management().anonymous("GET", "/clients").send())
        .isManagementError(401, "Unauthorized", "Missing authentication");
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void asks_for_a_bearer_token_where_there_is_none() {
    assertThat(tenant.management().anonymous("GET", "/clients").send())
        .hasStatus(401)
        .hasHeader("WWW-Authenticate", "Bearer");
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void tells_no_more_of_a_missing_token_than_that_it_is_missing() {
    Map<String, Object> error =
        Json.object(tenant.management().anonymous("GET", "/clients").send());

    assertThat(error).containsOnlyKeys("statusCode", "error", "message");
  }

  @NotYetVerified(L)
  void takes_another_scheme_for_a_missing_token() {
    Reply reply =
        tenant.management().anonymous("GET", "/clients").basic("somebody", "some-password").send();

    assertThat(reply).isManagementError(401, "Unauthorized", "Missing authentication");
  }

  @NotYetVerified(F2)
  void refuses_a_token_without_a_scheme_as_a_bad_request() {
    Reply reply =
        tenant
            .management()
            .anonymous("GET", "/clients")
            .header("Authorization", tenant.management().token())
            .send();

    assertThat(reply).isManagementError(400, "Bad Request", BAD_FORMAT).hasErrorCode("Bearer");
  }

  @NotYetVerified(F2)
  void refuses_an_opaque_token_as_a_bad_request() {
    Reply reply =
        tenant.management().anonymous("GET", "/clients").bearer("fa0-contract-opaque").send();

    assertThat(reply).isManagementError(400, "Bad Request", BAD_FORMAT).hasErrorCode("Bearer");
  }

  @NotYetVerified(F2)
  void refuses_an_encrypted_token_as_a_bad_request() {
    String header = Base64URL.encode("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}").toString();

    Reply reply =
        tenant
            .management()
            .anonymous("GET", "/clients")
            .bearer(header + "..aXY.dGV4dA.dGFn")
            .send();

    assertThat(reply).isManagementError(400, "Bad Request", BAD_FORMAT).hasErrorCode("Bearer");
  }

  @NotYetVerified(D)
  void refuses_a_signature_that_is_not_its_own() {
    Reply reply = tenant.management().anonymous("GET", "/clients").bearer(tampered()).send();

    assertThat(reply).isManagementError(401, "Unauthorized", BAD_SIGNATURE);
  }

  @NotYetVerified(F2)
  void repeats_what_is_wrong_with_a_token_as_an_attribute() {
    Reply reply = tenant.management().anonymous("GET", "/clients").bearer(tampered()).send();

    assertThat(reply).hasStatus(401).hasMember("attributes", Map.of("error", BAD_SIGNATURE));
  }

  @NotYetVerified(L)
  void repeats_what_is_wrong_with_a_token_in_the_challenge() {
    Reply reply = tenant.management().anonymous("GET", "/clients").bearer(tampered()).send();

    assertThat(reply).hasHeader("WWW-Authenticate", "Bearer error=\"" + BAD_SIGNATURE + "\"");
  }

  @NotYetVerified(D)
  void refuses_a_token_that_says_it_needs_no_signature() {
    String[] parts = tenant.management().token().split("\\.", -1);
    String header = Base64URL.encode("{\"alg\":\"none\",\"typ\":\"JWT\"}").toString();

    Reply reply =
        tenant
            .management()
            .anonymous("GET", "/clients")
            .bearer(header + "." + parts[1] + ".")
            .send();

    assertThat(reply).isManagementError(401, "Unauthorized", BAD_SIGNATURE);
  }

  @NotYetVerified(D)
  void refuses_three_parts_that_are_no_token() {
    Reply reply =
        tenant.management().anonymous("GET", "/clients").bearer("fa0.contract.garbage").send();

    assertThat(reply).isManagementError(401, "Unauthorized", BAD_SIGNATURE);
  }

  @NotYetVerified(F2)
  void refuses_a_token_that_has_run_out() {
    String token = tenant.fixtures().expiredToken();

    Reply reply = tenant.management().anonymous("GET", "/clients").bearer(token).send();

    String error = "Expired token received for JSON Web Token validation";
    assertThat(reply)
        .isManagementError(401, "Unauthorized", error)
        .hasMember("attributes", Map.of("error", error));
  }

  @NotYetVerified(F2)
  void refuses_a_token_for_another_api_and_names_its_audience() {
    Application machine = tenant.fixtures().machine();
    Api api = tenant.fixtures().api();
    AccessToken token = tenant.granted(token(machine, api.identifier()));

    Reply reply = tenant.management().anonymous("GET", "/clients").bearer(token.text()).send();

    assertThat(reply).isManagementError(401, "Unauthorized", "Bad audience: " + api.identifier());
  }

  @VerifiedAgainstAuth0(on = "2026-08-10", by = RECORDING)
  void refuses_a_token_without_the_scope_and_names_the_scope() {
    String token = tokenOf("read:roles");

    Reply reply =
        tenant
            .management()
            .anonymous("GET", "/connections-directory-provisionings")
            .bearer(token)
            .send();

    assertThat(reply)
        .isManagementError(
            403, "Forbidden", "Insufficient scope, expected any of: read:directory_provisionings")
        .hasErrorCode("insufficient_scope");
  }

  @NotYetVerified(S)
  void names_every_scope_that_would_do() {
    String token = tokenOf("read:roles");

    Reply reply = tenant.management().anonymous("GET", "/clients").bearer(token).send();

    assertThat(reply).hasStatus(403).hasErrorCode("insufficient_scope");
    assertThat(Json.text(Json.object(reply), "message"))
        .startsWith("Insufficient scope, expected any of: read:clients, ")
        .contains(", read:client_summary");
  }

  @NotYetVerified(D)
  void lets_in_who_has_one_of_the_scopes() {
    String token = tokenOf("read:roles");

    assertThat(
            tenant
                .management()
                .anonymous("GET", "/roles")
                .query("per_page", "1")
                .bearer(token)
                .send())
        .hasStatus(200);
  }

  @NotYetVerified(D)
  void does_not_let_a_reader_write() {
    String token = tokenOf("read:roles");

    Reply reply =
        tenant
            .management()
            .anonymous("POST", "/roles")
            .json(Json.of("name", tenant.fixtures().newName("role")))
            .bearer(token)
            .send();

    assertThat(reply)
        .isManagementError(403, "Forbidden", "Insufficient scope, expected any of: create:roles")
        .hasErrorCode("insufficient_scope");
  }

  @NotYetVerified(L)
  void asks_for_a_token_before_it_looks_at_a_body() {
    Reply reply =
        tenant.management().anonymous("POST", "/roles").json(Json.of("nonsense", true)).send();

    assertThat(reply).isManagementError(401, "Unauthorized", "Missing authentication");
  }

  @NotYetVerified(L)
  void asks_for_a_token_before_it_says_that_something_is_not_there() {
    Reply reply =
        tenant.management().anonymous("GET", "/users/auth0%7C000000000000000000000000").send();

    assertThat(reply).isManagementError(401, "Unauthorized", "Missing authentication");
  }

  @NotYetVerified(D)
  void keeps_secrets_of_clients_from_who_may_not_read_keys() {
    String token = tokenOf("read:clients");
    String id = tenant.fixtures().machine().clientId();

    Reply reply = tenant.get("/api/v2/clients/" + id).bearer(token).send();

    assertThat(reply).hasStatus(200).hasMember("client_id", id);
    assertThat(Json.object(reply)).doesNotContainKey("client_secret");
  }

  @NotYetVerified(D)
  void puts_the_scopes_of_the_client_grant_into_the_token() {
    assertThat(AccessToken.read(tokenOf("read:roles")).claims())
        .containsEntry("scope", "read:roles")
        .containsEntry("aud", tenant.management().audience())
        .containsEntry("gty", "client-credentials");
  }

  /** A token of a new client that is granted one scope of the Management API. */
  private String tokenOf(String scope) {
    Application client = tenant.fixtures().machine(Map.of());
    String audience = tenant.management().audience();
    tenant
        .fixtures()
        .grant(
            Json.of("client_id", client.clientId(), "audience", audience, "scope", List.of(scope)));
    return tenant.granted(token(client, audience)).text();
  }

  private Reply token(Application client, String audience) {
    return tenant.token(client.tokenRequest(audience));
  }

  /** A good token but for its signature. */
  private String tampered() {
    String token = tenant.management().token();
    int signature = token.lastIndexOf('.') + 1;
    char first = token.charAt(signature);
    return token.substring(0, signature)
        + (first == 'A' ? 'B' : 'A')
        + token.substring(signature + 1);
  }
}
