package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.Grade.L;
import static dev.fakeauth0.contracts.auth0.Grade.OPEN;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.util.Map;

/** {@code /oauth/revoke} (RFC 7009; Auth0 docs, "Revoke Refresh Tokens"). */
@SuppressWarnings("MemberName") // Sentences.
final class RevocationContract {

  private final Tenant tenant;
  private final UserTokens tokens;

  RevocationContract(Tenant tenant) {
    this.tenant = tenant;
    this.tokens = new UserTokens(tenant);
  }

  @VerifiedAgainstAuth0(on = "2023-07-25", by = RECORDING)
  void revokes_a_refresh_token_and_says_nothing() {
    Application web = tenant.fixtures().web();
    String refreshToken = refreshToken(web);

    Reply reply = revoked(web, refreshToken);

    assertThat(reply).hasStatus(200);
    assertThat(reply.body()).isEmpty();
    assertThat(refreshed(web, refreshToken))
        .isOAuthError(403, "invalid_grant", "Unknown or invalid refresh token.");
  }

  @VerifiedAgainstAuth0(on = "2023-07-25", by = RECORDING)
  void says_the_same_of_a_token_it_does_not_know() {
    Reply reply = revoked(tenant.fixtures().web(), "fa0-contract-no-such-refresh-token");

    assertThat(reply).hasStatus(200);
    assertThat(reply.body()).isEmpty();
  }

  @VerifiedAgainstAuth0(on = "2023-06-21", by = RECORDING)
  void asks_a_public_client_for_no_secret() {
    Application spa = tenant.fixtures().spa();
    String refreshToken = refreshToken(spa);

    assertThat(revoked(spa, refreshToken)).hasStatus(200);
    assertThat(refreshed(spa, refreshToken)).isOAuthError(403, "invalid_grant");
  }

  @NotYetVerified(D)
  void takes_a_form_too() {
    Application web = tenant.fixtures().web();
    String refreshToken = refreshToken(web);

    Reply reply =
        tenant
            .post("/oauth/revoke")
            .form(
                Map.of(
                    "client_id", web.clientId(),
                    "client_secret", web.secret(),
                    "token", refreshToken))
            .send();

    assertThat(reply).hasStatus(200);
    assertThat(refreshed(web, refreshToken)).isOAuthError(403, "invalid_grant");
  }

  @NotYetVerified(D)
  void leaves_a_token_of_another_client_alone() {
    Application web = tenant.fixtures().web();
    String refreshToken = refreshToken(web);
    Application other = tenant.fixtures().web(Map.of());

    Reply reply = revoked(other, refreshToken);

    assertThat(reply).hasStatus(200);
    assertThat(refreshed(web, refreshToken)).isToken();
  }

  @NotYetVerified(L)
  void asks_for_the_token() {
    Application web = tenant.fixtures().web();

    Reply reply =
        tenant
            .post("/oauth/revoke")
            .json(Map.of("client_id", web.clientId(), "client_secret", web.secret()))
            .send();

    assertThat(reply).isOAuthError(400, "invalid_request", "Missing required parameter: token");
  }

  @NotYetVerified(OPEN)
  void refuses_a_client_that_does_not_prove_who_it_is() {
    Application web = tenant.fixtures().web();
    String refreshToken = refreshToken(web);

    Reply reply =
        tenant
            .post("/oauth/revoke")
            .json(
                Map.of(
                    "client_id",
                    web.clientId(),
                    "client_secret",
                    "not-the-secret-of-this-client",
                    "token",
                    refreshToken))
            .send();

    assertThat(reply).hasStatus(401);
    assertThat(refreshed(web, refreshToken)).isToken();
  }

  private Reply revoked(Application client, String token) {
    return tenant
        .post("/oauth/revoke")
        .json(Json.with(client.credentials(), Map.of("token", token)))
        .send();
  }

  private String refreshToken(Application client) {
    return tokens.refreshToken(client, "offline_access " + tenant.fixtures().api().scope());
  }

  private Reply refreshed(Application client, String refreshToken) {
    return tokens.refreshed(client, refreshToken, Map.of());
  }
}
