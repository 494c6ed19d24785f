package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.Grade.F;
import static dev.fakeauth0.contracts.auth0.Grade.F2;
import static dev.fakeauth0.contracts.auth0.Grade.L;
import static dev.fakeauth0.contracts.auth0.Grade.S;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.util.Map;

/** Refresh tokens and their rotation (RFC 6749 section 6; Auth0 docs, "Refresh Token Rotation"). */
@SuppressWarnings("MemberName") // Sentences.
final class RefreshTokenContract {

  private final Tenant tenant;
  private final UserTokens tokens;

  RefreshTokenContract(Tenant tenant) {
    this.tenant = tenant;
    this.tokens = new UserTokens(tenant);
  }

  @VerifiedAgainstAuth0(on = "2023-07-25", by = RECORDING)
  void gives_a_new_access_token_with_its_scope() {
    Application web = tenant.fixtures().web();

    Reply reply = refreshed(web, login(web));

    assertThat(Json.object(reply))
        .containsEntry("token_type", "Bearer")
        .containsEntry("expires_in", 86400L)
        .containsEntry("scope", scope());
    assertThat(tenant.granted(reply).claims()).containsEntry("azp", web.clientId());
  }

  @NotYetVerified(D)
  void gives_an_id_token_again_where_openid_was_granted() {
    Application web = tenant.fixtures().web();

    assertThat(Json.object(refreshed(web, login(web)))).containsKey("id_token");
  }

  @NotYetVerified(D)
  void gives_no_new_refresh_token_where_they_do_not_rotate() {
    Application web = tenant.fixtures().web();
    String refreshToken = login(web);

    Reply first = refreshed(web, refreshToken);
    Reply second = refreshed(web, refreshToken);

    assertThat(Json.object(first)).doesNotContainKey("refresh_token");
    assertThat(second).hasStatus(200);
  }

  @NotYetVerified(D)
  void gives_a_new_refresh_token_each_time_where_they_rotate() {
    Application spa = tenant.fixtures().spa();
    String first = login(spa);

    String second = Json.text(Json.object(refreshed(spa, first)), "refresh_token");
    String third = Json.text(Json.object(refreshed(spa, second)), "refresh_token");

    assertThat(first).isNotEqualTo(second);
    assertThat(third).isNotEqualTo(first).isNotEqualTo(second);
  }

  @NotYetVerified(F2)
  void refuses_a_refresh_token_that_was_rotated_away() {
    Application spa = tenant.fixtures().spa();
    String refreshToken = login(spa);
    refreshed(spa, refreshToken);

    assertUnknown(refreshed(spa, refreshToken));
  }

  @NotYetVerified(D)
  void revokes_the_whole_family_when_one_is_used_again() {
    Application spa = tenant.fixtures().spa();
    String old = login(spa);
    String current = Json.text(Json.object(refreshed(spa, old)), "refresh_token");
    refreshed(spa, old);

    assertUnknown(refreshed(spa, current));
  }

  @NotYetVerified(D)
  void lets_one_be_used_again_within_its_leeway() {
    Application spa =
        tenant
            .fixtures()
            .spa(
                Map.of(
                    "refresh_token",
                    Json.of(
                        "rotation_type",
                        "rotating",
                        "expiration_type",
                        "expiring",
                        "leeway",
                        60,
                        "token_lifetime",
                        3600,
                        "idle_token_lifetime",
                        1800,
                        "infinite_token_lifetime",
                        false,
                        "infinite_idle_token_lifetime",
                        false)));
    tenant.fixtures().letUsersInto(spa);
    String refreshToken = login(spa);

    Reply first = refreshed(spa, refreshToken);
    Reply again = refreshed(spa, refreshToken);

    assertThat(first).isToken();
    assertThat(again).isToken();
  }

  @NotYetVerified(F2)
  void refuses_a_refresh_token_it_does_not_know() {
    assertUnknown(refreshed(tenant.fixtures().web(), "fa0-contract-no-such-refresh-token"));
  }

  @NotYetVerified(F2)
  void refuses_a_refresh_token_of_another_client() {
    String refreshToken = login(tenant.fixtures().web());
    Application other = tenant.fixtures().web(Map.of());

    assertUnknown(refreshed(other, refreshToken));
  }

  @NotYetVerified(L)
  void asks_for_the_refresh_token() {
    Application web = tenant.fixtures().web();

    Reply reply =
        tenant.token(
            "grant_type", "refresh_token",
            "client_id", web.clientId(),
            "client_secret", web.secret());

    assertThat(reply)
        .isOAuthError(400, "invalid_request", "Missing required parameter: refresh_token");
  }

  @NotYetVerified(F2)
  void asks_a_confidential_client_for_its_secret() {
    Application web = tenant.fixtures().web();

    Reply reply =
        tenant.token(
            "grant_type", "refresh_token",
            "client_id", web.clientId(),
            "refresh_token", login(web));

    assertThat(reply).isOAuthError(401, "access_denied", "Unauthorized");
  }

  @VerifiedAgainstAuth0(on = "2023-07-25", by = RECORDING)
  void narrows_the_scope_when_asked_to() {
    Application web = tenant.fixtures().web();

    String scope = tenant.fixtures().api().scope();

    Reply reply = refreshed(web, login(web), Map.of("scope", scope));

    assertThat(tenant.granted(reply).claims()).containsEntry("scope", scope);
  }

  @NotYetVerified(F)
  void drops_scopes_that_were_not_granted_in_the_first_place() {
    Application web = tenant.fixtures().web();
    Api api = tenant.fixtures().api();
    String refreshToken = login(web, "openid offline_access " + api.scope());

    Reply reply = refreshed(web, refreshToken, Map.of("scope", api.scopes()));

    assertThat(tenant.granted(reply).claims()).containsEntry("scope", api.scope());
  }

  @NotYetVerified(S)
  void refuses_the_refresh_token_of_a_user_who_is_gone() {
    Application web = tenant.fixtures().web();
    Person person = tenant.fixtures().person();
    String refreshToken = tokens.refreshToken(web, person, scope());
    tenant.management().delete("/users/" + ManagementApi.segment(person.userId()));

    assertThat(refreshed(web, refreshToken))
        .isOAuthError(
            403,
            "invalid_grant",
            "The refresh_token was generated for a user who doesn't exist anymore.");
  }

  @NotYetVerified(D)
  void gives_none_for_an_api_that_does_not_allow_it() {
    Api api = tenant.fixtures().api(Map.of("allow_offline_access", false));

    Map<String, Object> answer =
        tokens.of(tenant.fixtures().web(), tenant.fixtures().user(), api.identifier(), scope());

    assertThat(answer).containsKey("access_token").doesNotContainKey("refresh_token");
  }

  private static void assertUnknown(Reply reply) {
    assertThat(reply).isOAuthError(403, "invalid_grant", "Unknown or invalid refresh token.");
  }

  private String login(Application client) {
    return login(client, scope());
  }

  private String login(Application client, String scope) {
    return tokens.refreshToken(client, scope);
  }

  private String scope() {
    return "openid offline_access " + tenant.fixtures().api().scopes();
  }

  private Reply refreshed(Application client, String refreshToken) {
    return refreshed(client, refreshToken, Map.of());
  }

  private Reply refreshed(Application client, String refreshToken, Map<String, ?> more) {
    return tokens.refreshed(client, refreshToken, more);
  }
}
