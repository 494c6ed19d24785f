package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.Grade.F;
import static dev.fakeauth0.contracts.auth0.Grade.F2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.auth0.Browser.Stop;
import java.util.Map;

/**
 * {@code /v2/logout} and {@code /oidc/logout} (Auth0 docs, "Logout"; OpenID Connect RP-Initiated
 * Logout 1.0).
 */
@SuppressWarnings("MemberName") // Sentences.
final class LogoutContract {

  private static final String ELSEWHERE = "https://fa0-contract.example/elsewhere";

  private final Tenant tenant;

  LogoutContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @NotYetVerified(D)
  void ends_the_session_and_sends_the_user_back() {
    Browser browser = tenant.browser();
    request().logIn(browser, tenant.fixtures().user());

    Stop back = loggedOut(browser, Map.of("returnTo", tenant.fixtures().afterLogout()));

    assertThat(back.reply()).hasStatus(302);
    assertThat(back.address()).hasToString(tenant.fixtures().afterLogout());
    assertThat(request().with("prompt", "none").send(browser).parameters())
        .containsEntry("error", "login_required");
  }

  @NotYetVerified(D)
  void sends_the_user_to_the_first_allowed_url_where_none_is_named() {
    assertThat(loggedOut(tenant.browser(), Map.of()).address())
        .hasToString(tenant.fixtures().afterLogout());
  }

  @NotYetVerified(D)
  void does_not_compare_the_query_of_the_url() {
    Stop back =
        loggedOut(
            tenant.browser(), Map.of("returnTo", tenant.fixtures().afterLogout() + "?from=here"));

    assertThat(back.left()).isTrue();
    assertThat(back.address()).hasToString(tenant.fixtures().afterLogout() + "?from=here");
  }

  @NotYetVerified(F2)
  void shows_a_page_where_the_url_is_not_allowed() {
    Stop page = loggedOut(tenant.browser(), Map.of("returnTo", ELSEWHERE));

    assertThat(page.left()).isFalse();
    assertThat(page.reply()).hasStatus(400);
    assertThat(page.reply().body())
        .contains("invalid_request")
        .contains("is not defined as a valid URL in");
  }

  @NotYetVerified(D)
  void ends_the_session_of_an_id_token() {
    Browser browser = tenant.browser();
    AuthorizationRequest request = request();
    Map<String, Object> answer =
        Json.object(request.exchange(request.code(browser, tenant.fixtures().user())));

    Stop back =
        browser.open(
            "/oidc/logout",
            Json.texts(
                "id_token_hint",
                Json.text(answer, "id_token"),
                "post_logout_redirect_uri",
                tenant.fixtures().afterLogout(),
                "state",
                "fa0"));

    assertThat(back.left()).isTrue();
    assertThat(back.address()).hasToString(tenant.fixtures().afterLogout() + "?state=fa0");
    assertThat(request().with("prompt", "none").send(browser).parameters())
        .containsEntry("error", "login_required");
  }

  @NotYetVerified(F)
  void shows_a_page_where_the_url_after_an_oidc_logout_is_not_allowed() {
    Stop page =
        tenant
            .browser()
            .open(
                "/oidc/logout",
                Map.of(
                    "client_id",
                    tenant.fixtures().web().clientId(),
                    "post_logout_redirect_uri",
                    ELSEWHERE));

    assertThat(page.left()).isFalse();
    assertThat(page.reply()).hasStatus(400);
    assertThat(page.reply().body()).contains("post_logout_redirect_uri");
  }

  private Stop loggedOut(Browser browser, Map<String, String> parameters) {
    Map<String, String> query = Json.texts("client_id", tenant.fixtures().web().clientId());
    query.putAll(parameters);
    return browser.open("/v2/logout", query);
  }

  private AuthorizationRequest request() {
    return new AuthorizationRequest(tenant, tenant.fixtures().web());
  }
}
