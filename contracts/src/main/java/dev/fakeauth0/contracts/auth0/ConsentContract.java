package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.Grade.F2;
import static dev.fakeauth0.contracts.auth0.Grade.S;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.auth0.Browser.Stop;
import java.util.List;
import java.util.Map;

/**
 * Consent of users (Auth0 docs, "User Consent and Third-Party Applications"). Asked by an API that
 * does not skip it, so that no third party has to be made.
 */
@SuppressWarnings("MemberName") // Sentences.
final class ConsentContract {

  private final Tenant tenant;

  ConsentContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @NotYetVerified(S)
  void asks_before_a_client_gets_at_an_api_that_does_not_skip_it() {
    Stop page = asking("read:things").logIn(tenant.browser(), tenant.fixtures().person());

    assertThat(page.address().getPath()).isEqualTo("/u/consent");
    assertThat(page.offers("action", "accept")).isTrue();
    assertThat(page.offers("action", "deny")).isTrue();
  }

  @NotYetVerified(D)
  void asks_nothing_for_an_api_that_skips_it() {
    AuthorizationRequest request =
        new AuthorizationRequest(tenant, tenant.fixtures().web())
            .with("audience", tenant.fixtures().api().identifier())
            .with("scope", "openid " + tenant.fixtures().api().scope());

    Stop callback = request.logIn(tenant.browser(), tenant.fixtures().user());

    assertThat(AuthorizationRequest.code(callback)).isNotEmpty();
  }

  @NotYetVerified(S)
  void gives_the_token_that_was_consented_to() {
    Api api = asked();
    AuthorizationRequest request = asking(api, "openid read:things");

    AccessToken token =
        tenant.granted(
            request.exchange(request.code(tenant.browser(), tenant.fixtures().person())));

    assertThat(Json.texts(token.claims(), "aud")).contains(api.identifier());
    assertThat(token.claims()).containsEntry("scope", "openid read:things");
  }

  @NotYetVerified(F2)
  void tells_the_callback_that_it_was_denied() {
    Browser browser = tenant.browser();
    Stop page = asking("read:things").logIn(browser, tenant.fixtures().person());

    Stop callback = browser.submit(page, Map.of("action", "deny"));

    assertThat(callback.left()).isTrue();
    assertThat(callback.parameters())
        .containsEntry("error", "access_denied")
        .containsEntry("error_description", "User did not authorize the request")
        .containsEntry("state", AuthorizationRequest.STATE);
  }

  @NotYetVerified(D)
  void asks_once_for_the_same_scopes() {
    Api api = asked();
    Browser browser = tenant.browser();
    asking(api, "read:things").code(browser, tenant.fixtures().person());

    Stop callback = asking(api, "read:things").send(browser);

    assertThat(AuthorizationRequest.code(callback)).isNotEmpty();
  }

  @NotYetVerified(D)
  void asks_again_for_more_scopes() {
    Api api = asked();
    Browser browser = tenant.browser();
    asking(api, "read:things").code(browser, tenant.fixtures().person());

    Stop page = asking(api, "read:things write:things").send(browser);

    assertThat(page.offers("action", "accept")).isTrue();
  }

  @NotYetVerified(D)
  void says_that_consent_is_required_where_it_must_not_ask() {
    Browser browser = tenant.browser();
    new AuthorizationRequest(tenant, tenant.fixtures().web())
        .logIn(browser, tenant.fixtures().person());

    Stop callback = asking("read:things").with("prompt", "none").send(browser);

    assertThat(callback.left()).isTrue();
    assertThat(callback.parameters()).containsEntry("error", "consent_required");
  }

  @NotYetVerified(D)
  void keeps_what_was_consented_to_as_a_grant() {
    Api api = asked();
    Person person = tenant.fixtures().person();
    asking(api, "read:things").code(tenant.browser(), person);

    List<Map<String, Object>> grants =
        Json.objects(
            tenant.management().call("GET", "/grants").query("user_id", person.userId()).send());

    assertThat(grants)
        .anySatisfy(
            grant -> {
              assertThat(grant)
                  .containsEntry("clientID", tenant.fixtures().web().clientId())
                  .containsEntry("user_id", person.userId())
                  .containsEntry("audience", api.identifier())
                  .containsKey("id");
              assertThat(Json.texts(grant, "scope")).contains("read:things");
            });
  }

  @NotYetVerified(D)
  void asks_again_once_the_grant_is_deleted() {
    Api api = asked();
    Person person = tenant.fixtures().person();
    Browser browser = tenant.browser();
    asking(api, "read:things").code(browser, person);
    List<Map<String, Object>> grants =
        Json.objects(
            tenant.management().call("GET", "/grants").query("user_id", person.userId()).send());
    for (Map<String, Object> grant : grants) {
      assertThat(
              tenant
                  .management()
                  .delete("/grants/" + ManagementApi.segment(Json.text(grant, "id"))))
          .hasStatus(204);
    }

    Stop page = asking(api, "read:things").send(browser);

    assertThat(page.offers("action", "accept")).isTrue();
  }

  private Api asked() {
    return tenant.fixtures().api(Map.of("skip_consent_for_verifiable_first_party_clients", false));
  }

  private AuthorizationRequest asking(String scope) {
    return asking(asked(), scope);
  }

  private AuthorizationRequest asking(Api api, String scope) {
    return new AuthorizationRequest(tenant, tenant.fixtures().web())
        .with("audience", api.identifier())
        .with("scope", scope);
  }
}
