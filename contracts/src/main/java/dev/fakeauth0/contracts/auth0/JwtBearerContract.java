package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.Grade.F2;
import static dev.fakeauth0.contracts.auth0.Grade.L;

import dev.fakeauth0.contracts.Reply;
import java.util.Map;

/**
 * What is refused where an identity provider's assertion is shown (RFC 7523 section 2.1; Auth0
 * docs, "Cross App Access"). On plans that have it.
 */
@SuppressWarnings("MemberName") // Sentences.
final class JwtBearerContract {

  private static final String GRANT_TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final String INVALID = "Assertion is invalid or has expired";

  private final Tenant tenant;

  JwtBearerContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @NotYetVerified(D)
  void refuses_an_assertion_that_is_none() {
    Reply reply = shown(client(), "fa0-contract-no-assertion");

    assertThat(reply).isOAuthError(400, "invalid_grant", INVALID);
  }

  @NotYetVerified(D)
  void refuses_an_assertion_of_an_issuer_nobody_trusts() {
    Application client = client();
    String assertion = PrivateKey.generate().assertion(client, tenant.issuer(), tenant.now());

    assertThat(shown(client, assertion)).isOAuthError(400, "invalid_grant", INVALID);
  }

  @NotYetVerified(D)
  void refuses_an_assertion_that_has_ended() {
    Application client = client();
    String assertion =
        PrivateKey.generate().assertion(client, tenant.issuer(), tenant.now().minusSeconds(3600));

    assertThat(shown(client, assertion)).isOAuthError(400, "invalid_grant", INVALID);
  }

  @NotYetVerified(L)
  void asks_for_the_assertion() {
    Reply reply =
        tenant.token(
            Json.with(
                Json.of("grant_type", GRANT_TYPE, "scope", "read:things"), client().credentials()));

    assertThat(reply).isOAuthError(400, "invalid_request", "Missing required parameter: assertion");
  }

  @NotYetVerified(F2)
  void refuses_clients_that_may_not_show_assertions() {
    assertThat(shown(tenant.fixtures().web(), "fa0-contract-no-assertion"))
        .isOAuthError(
            403,
            "unauthorized_client",
            "Grant type '" + GRANT_TYPE + "' not allowed for the client.");
  }

  private Application client() {
    return tenant.fixtures().confidentialWhereTaken(GRANT_TYPE, Map.of());
  }

  private Reply shown(Application client, String assertion) {
    Map<String, Object> body =
        Json.with(Json.of("grant_type", GRANT_TYPE, "assertion", assertion), client.credentials());
    return tenant.token(body);
  }
}
