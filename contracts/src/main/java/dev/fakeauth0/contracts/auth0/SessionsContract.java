package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.util.List;
import java.util.Map;

/**
 * Users' sessions and refresh tokens, seen and ended from outside (Auth0 docs, "Manage Sessions
 * with the Management API", "Manage Refresh Tokens with the Management API").
 */
@SuppressWarnings("MemberName") // Sentences.
final class SessionsContract {

  private final Tenant tenant;

  SessionsContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @NotYetVerified(D)
  void lists_the_session_of_a_login() {
    Person person = tenant.fixtures().person();
    logIn(person);

    assertThat(sessions(person))
        .singleElement()
        .satisfies(
            session ->
                assertThat(session)
                    .containsEntry("user_id", person.userId())
                    .containsKeys("id", "created_at", "authenticated_at", "expires_at"));
  }

  @NotYetVerified(D)
  void names_the_clients_that_share_a_session() {
    Person person = tenant.fixtures().person();
    logIn(person);

    assertThat(Json.objects(sessions(person).get(0), "clients"))
        .extracting(client -> client.get("client_id"))
        .containsExactly(tenant.fixtures().web().clientId());
  }

  @NotYetVerified(D)
  void reads_a_session_by_its_id() {
    Person person = tenant.fixtures().person();
    logIn(person);
    String id = Json.text(sessions(person).get(0), "id");

    assertThat(tenant.management().get("/sessions/" + id))
        .hasStatus(200)
        .hasMember("id", id)
        .hasMember("user_id", person.userId());
  }

  @NotYetVerified(D)
  void has_no_session_that_was_deleted() {
    Person person = tenant.fixtures().person();
    logIn(person);
    String path = "/sessions/" + Json.text(sessions(person).get(0), "id");

    assertThat(tenant.management().delete(path)).hasStatus(202);

    assertThat(tenant.management().get(path))
        .isManagementError(404, "Not Found", "The session does not exist.");
  }

  @NotYetVerified(D)
  void asks_for_the_password_again_once_the_session_is_deleted() {
    Person person = tenant.fixtures().person();
    Browser browser = logIn(person);
    boolean known = authorize().send(browser).left();
    tenant.management().delete("/sessions/" + Json.text(sessions(person).get(0), "id"));

    Browser.Stop page = authorize().send(browser);

    assertThat(known).isTrue();
    assertThat(page.left()).isFalse();
  }

  @VerifiedAgainstAuth0(on = "2025-01-08", by = RECORDING)
  void ends_all_sessions_of_a_user_with_202_and_an_empty_object() {
    Person person = tenant.fixtures().person();
    logIn(person);

    Reply reply = tenant.management().delete(of(person) + "/sessions");

    assertThat(reply).hasStatus(202);
    assertThat(reply.body()).isEqualTo("{}");
    assertThat(sessions(person)).isEmpty();
  }

  @NotYetVerified(D)
  void lists_the_refresh_tokens_of_a_user_without_the_tokens() {
    Person person = tenant.fixtures().person();
    String token = refreshToken(person);

    Reply reply = tenant.management().get(of(person) + "/refresh-tokens");

    assertThat(reply.body()).doesNotContain(token);
    assertThat(Json.objects(Json.object(reply), "tokens"))
        .singleElement()
        .satisfies(
            one ->
                assertThat(one)
                    .containsEntry("user_id", person.userId())
                    .containsEntry("client_id", tenant.fixtures().web().clientId())
                    .containsKeys("id", "created_at"));
  }

  @NotYetVerified(D)
  void refreshes_nothing_by_a_token_that_was_deleted() {
    Person person = tenant.fixtures().person();
    String token = refreshToken(person);
    String id = Json.text(refreshTokens(person).get(0), "id");

    assertThat(tenant.management().delete("/refresh-tokens/" + id).status()).isIn(202, 204);

    assertThat(refreshed(token)).hasStatus(403).hasMember("error", "invalid_grant");
    assertThat(tenant.management().get("/refresh-tokens/" + id))
        .isManagementError(404, "Not Found", "The refresh token does not exist.");
  }

  @NotYetVerified(D)
  void ends_all_refresh_tokens_of_a_user() {
    Person person = tenant.fixtures().person();
    String token = refreshToken(person);

    assertThat(tenant.management().delete(of(person) + "/refresh-tokens")).hasStatus(202);

    assertThat(refreshTokens(person)).isEmpty();
    assertThat(refreshed(token)).hasStatus(403).hasMember("error", "invalid_grant");
  }

  private AuthorizationRequest authorize() {
    return new AuthorizationRequest(tenant, tenant.fixtures().web());
  }

  private Browser logIn(Person person) {
    Browser browser = tenant.browser();
    authorize().code(browser, person);
    return browser;
  }

  private String refreshToken(Person person) {
    return new UserTokens(tenant)
        .refreshToken(tenant.fixtures().web(), person, "openid offline_access");
  }

  private Reply refreshed(String token) {
    return new UserTokens(tenant).refreshed(tenant.fixtures().web(), token, Map.of());
  }

  private List<Map<String, Object>> sessions(Person person) {
    return Json.objects(Json.object(tenant.management().get(of(person) + "/sessions")), "sessions");
  }

  private List<Map<String, Object>> refreshTokens(Person person) {
    return Json.objects(
        Json.object(tenant.management().get(of(person) + "/refresh-tokens")), "tokens");
  }

  private static String of(Person person) {
    return "/users/" + ManagementApi.segment(person.userId());
  }
}
