package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.F2;
import static dev.fakeauth0.contracts.auth0.Grade.OPEN;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;

import java.util.Map;

/** The token endpoint before any grant type has its say (RFC 6749 section 3.2). */
@SuppressWarnings("MemberName") // Sentences.
final class TokenEndpointContract {

  private final Tenant tenant;

  TokenEndpointContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @VerifiedAgainstAuth0(on = "2026-05-14", by = RECORDING)
  void takes_a_form() {
    assertThat(tenant.post("/oauth/token").form(good()).send()).isToken();
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void takes_json() {
    assertThat(tenant.token(good())).isToken();
  }

  @NotYetVerified(F2)
  void refuses_a_wrong_client_secret() {
    assertThat(tenant.token(with("client_secret", "not-the-secret-of-this-client")))
        .isOAuthError(401, "access_denied", "Unauthorized");
  }

  @NotYetVerified(F2)
  void refuses_an_unknown_client() {
    assertThat(tenant.token(with("client_id", "fa0contractunknownclient00000000")))
        .isOAuthError(401, "access_denied", "Unauthorized");
  }

  @NotYetVerified(OPEN)
  void refuses_an_unknown_grant_type() {
    assertThat(tenant.token(with("grant_type", "fa0-contract")))
        .isOAuthError(403, "unsupported_grant_type", "Unsupported grant type: fa0-contract");
  }

  private Map<String, Object> good() {
    Application machine = tenant.fixtures().machine();
    return Json.of(
        "grant_type", "client_credentials",
        "client_id", machine.clientId(),
        "client_secret", machine.secret(),
        "audience", tenant.fixtures().api().identifier());
  }

  private Map<String, Object> with(String name, String value) {
    return Json.with(good(), Map.of(name, value));
  }
}
