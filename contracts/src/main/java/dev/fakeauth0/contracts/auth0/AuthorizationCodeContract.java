package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.Grade.F2;
import static dev.fakeauth0.contracts.auth0.Grade.L;
import static dev.fakeauth0.contracts.auth0.Grade.OPEN;
import static dev.fakeauth0.contracts.auth0.Grade.S;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.util.Map;

/** What a code is good for (RFC 6749 section 4.1.3; RFC 7636 section 4.6). */
@SuppressWarnings("MemberName") // Sentences.
final class AuthorizationCodeContract {

  private final Tenant tenant;

  AuthorizationCodeContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @VerifiedAgainstAuth0(on = "2023-07-25", by = RECORDING)
  void gives_tokens_for_a_code_and_a_secret() {
    AuthorizationRequest request = web();

    Reply reply = request.exchange(code(request));

    assertThat(Json.object(reply))
        .containsKey("access_token")
        .containsEntry("token_type", "Bearer");
  }

  @VerifiedAgainstAuth0(on = "2023-07-25", by = RECORDING)
  void gives_tokens_for_a_code_and_its_verifier() {
    AuthorizationRequest request = spa();

    assertThat(request.exchange(code(request))).isToken();
  }

  @NotYetVerified(D)
  void names_the_audience_and_the_user_in_the_access_token() {
    Application web = tenant.fixtures().web();
    Api api = tenant.fixtures().api();
    AuthorizationRequest request =
        web().with("audience", api.identifier()).with("scope", "openid " + api.scope());

    AccessToken token = tenant.granted(request.exchange(code(request)));

    assertThat(token.claims())
        .containsEntry("iss", tenant.issuer())
        .containsEntry("azp", web.clientId())
        .containsEntry("scope", "openid " + api.scope());
    assertThat(Json.texts(token.claims(), "aud"))
        .containsExactly(api.identifier(), tenant.issuer() + "userinfo");
    assertThat(String.valueOf(token.claims().get("sub"))).startsWith("auth0|");
    assertThat(SigningKeys.of(tenant).verify(token)).isTrue();
  }

  @NotYetVerified(D)
  void writes_the_nonce_and_the_client_into_the_id_token() {
    AuthorizationRequest request = web().with("nonce", "n-0S6_WzA2Mj");

    Map<String, Object> answer = Json.object(request.exchange(code(request)));

    AccessToken id = AccessToken.read(Json.text(answer, "id_token"));
    assertThat(id.claims())
        .containsEntry("iss", tenant.issuer())
        .containsEntry("aud", tenant.fixtures().web().clientId())
        .containsEntry("nonce", "n-0S6_WzA2Mj")
        .containsKeys("sub", "iat", "exp", "sid");
    assertThat(id.number("exp") - id.number("iat")).isEqualTo(36000);
    assertThat(SigningKeys.of(tenant).verify(id)).isTrue();
  }

  @NotYetVerified(D)
  void gives_a_refresh_token_for_offline_access_only() {
    AuthorizationRequest without = web();
    AuthorizationRequest with = web().with("scope", "openid offline_access");

    Map<String, Object> one = Json.object(without.exchange(code(without)));
    Map<String, Object> other = Json.object(with.exchange(code(with)));

    assertThat(one).doesNotContainKey("refresh_token");
    assertThat(other).containsKey("refresh_token");
  }

  // What is refused

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void refuses_a_code_it_does_not_know() {
    assertThat(web().exchange("fa0-contract-no-such-code"))
        .isOAuthError(403, "invalid_grant", "Invalid authorization code");
  }

  @NotYetVerified(D)
  void refuses_a_code_the_second_time() {
    AuthorizationRequest request = web();
    String code = code(request);

    Reply first = request.exchange(code);
    Reply second = request.exchange(code);

    assertThat(first).hasStatus(200);
    assertThat(second).isOAuthError(403, "invalid_grant", "Invalid authorization code");
  }

  @NotYetVerified(OPEN)
  void refuses_a_code_of_another_client() {
    Application other = tenant.fixtures().web(Map.of());
    tenant.fixtures().letUsersInto(other);
    String code = code(web());

    Reply reply = new AuthorizationRequest(tenant, other).exchange(code);

    assertThat(reply).isOAuthError(403, "invalid_grant", "Invalid authorization code");
  }

  @NotYetVerified(L)
  void asks_for_the_code() {
    assertThat(web().exchange(""))
        .isOAuthError(400, "invalid_request", "Missing required parameter: code");
  }

  @NotYetVerified(F2)
  void refuses_a_code_with_a_wrong_secret() {
    AuthorizationRequest request = web();

    Reply reply =
        request.exchange(code(request), Map.of("client_secret", "not-the-secret-of-this-client"));

    assertThat(reply).isOAuthError(401, "access_denied", "Unauthorized");
  }

  @NotYetVerified(S)
  void refuses_a_verifier_that_does_not_fit() {
    AuthorizationRequest request = spa();

    Reply reply =
        request.exchange(
            code(request),
            Map.of("code_verifier", "fa0-contract-another-verifier-0123456789-0123456789"));

    assertThat(reply).isOAuthError(403, "invalid_grant", "Failed to verify code verifier");
  }

  @NotYetVerified(F2)
  void asks_for_the_verifier_of_a_challenge() {
    AuthorizationRequest request = spa();

    Reply reply = request.exchange(code(request), Map.of("code_verifier", ""));

    assertThat(reply).isOAuthError(400, "invalid_request", "Parameter 'code_verifier' is required");
  }

  @NotYetVerified(D)
  void lets_a_confidential_client_use_a_verifier_and_its_secret() {
    AuthorizationRequest request = web().withPkce();

    assertThat(request.exchange(code(request))).hasStatus(200);
  }

  @NotYetVerified(F2)
  void refuses_another_callback_than_the_one_of_the_request() {
    AuthorizationRequest request = web();

    Reply reply =
        request.exchange(code(request), Map.of("redirect_uri", "https://other.example/callback"));

    assertThat(reply)
        .isOAuthError(
            403,
            "unauthorized_client",
            "The redirect URI is wrong. You sent https://other.example, and we expected "
                + origin(tenant.fixtures().web().callback()));
  }

  private static String origin(String callback) {
    return callback.replaceFirst("(//[^/]*).*", "$1");
  }

  private String code(AuthorizationRequest request) {
    return request.code(tenant.browser(), tenant.fixtures().user());
  }

  private AuthorizationRequest web() {
    return new AuthorizationRequest(tenant, tenant.fixtures().web());
  }

  private AuthorizationRequest spa() {
    return new AuthorizationRequest(tenant, tenant.fixtures().spa()).withPkce();
  }
}
