package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.Grade.F;
import static dev.fakeauth0.contracts.auth0.Grade.F2;
import static dev.fakeauth0.contracts.auth0.Grade.L;
import static dev.fakeauth0.contracts.auth0.Grade.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.auth0.Browser.Stop;
import java.util.List;
import java.util.Map;

/**
 * {@code /authorize} and the login page (RFC 6749 section 4.1; OpenID Connect Core section 3.1;
 * Auth0 docs, "Authorization Code Flow").
 */
@SuppressWarnings("MemberName") // Sentences.
final class AuthorizationContract {

  private static final String UNKNOWN = "https://fa0-contract.example/no-such-api";

  private final Tenant tenant;

  AuthorizationContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @NotYetVerified(F2)
  void shows_the_login_page_under_a_state_of_its_own() {
    Stop page = request().send(tenant.browser());

    assertThat(page.left()).isFalse();
    assertThat(page.reply()).hasStatus(200);
    assertThat(page.address().getPath()).startsWith("/u/login");
    assertThat(page.parameters().get("state"))
        .isNotEmpty()
        .isNotEqualTo(AuthorizationRequest.STATE);
    assertThat(page.asks("username")).isTrue();
  }

  @NotYetVerified(F2)
  void returns_a_code_and_the_state_in_this_order() {
    Stop callback = request().logIn(tenant.browser(), tenant.fixtures().user());

    assertThat(callback.left()).isTrue();
    assertThat(callback.reply()).hasStatus(302);
    assertThat(callback.address().toString())
        .startsWith(tenant.fixtures().web().callback() + "?code=");
    assertThat(callback.parameters().keySet()).containsExactly("code", "state");
    assertThat(callback.parameters()).containsEntry("state", AuthorizationRequest.STATE);
  }

  @NotYetVerified(F2)
  void shows_the_login_page_again_after_a_wrong_password() {
    Browser browser = tenant.browser();
    Person user = tenant.fixtures().user();
    Person mistaken = new Person("", user.email(), "not-the-password", user.connection());

    Stop page = browser.logIn(request().send(browser), mistaken);

    assertThat(page.reply()).hasStatus(400);
    assertThat(page.reply().body())
        .contains("data-error-code=\"wrong-email-credentials\"")
        .contains("Wrong email or password");
  }

  @NotYetVerified(D)
  void finds_users_whatever_the_case_of_their_address() {
    Person user = tenant.fixtures().user();
    Person shouted =
        new Person("", user.email().replace('f', 'F'), user.password(), user.connection());

    assertThat(AuthorizationRequest.code(request().logIn(tenant.browser(), shouted))).isNotEmpty();
  }

  @NotYetVerified(D)
  void asks_nobody_who_has_a_session() {
    Browser browser = tenant.browser();
    request().logIn(browser, tenant.fixtures().user());

    Stop again = request().send(browser);

    assertThat(AuthorizationRequest.code(again)).isNotEmpty();
  }

  @NotYetVerified(D)
  void asks_for_a_login_again_when_told_to() {
    Browser browser = tenant.browser();
    request().logIn(browser, tenant.fixtures().user());

    Stop page = request().with("prompt", "login").send(browser);

    assertThat(page.address().getPath()).startsWith("/u/login");
  }

  @NotYetVerified(D)
  void says_that_a_login_is_required_where_it_must_not_ask() {
    Stop callback = request().with("prompt", "none").send(tenant.browser());

    assertError(callback, "login_required", "Login required");
  }

  @NotYetVerified(D)
  void answers_without_asking_where_there_is_a_session() {
    Browser browser = tenant.browser();
    request().logIn(browser, tenant.fixtures().user());

    Stop callback = request().with("prompt", "none").send(browser);

    assertThat(AuthorizationRequest.code(callback)).isNotEmpty();
  }

  @NotYetVerified(D)
  void puts_the_answer_where_the_response_mode_says() {
    Browser browser = tenant.browser();
    request().logIn(browser, tenant.fixtures().user());

    Stop fragment = request().with("response_mode", "fragment").send(browser);
    Stop form = request().with("response_mode", "form_post").send(browser);

    assertThat(fragment.address().getRawFragment()).startsWith("code=");
    assertThat(form.reply()).hasStatus(200);
    assertThat(form.reply().body()).contains(tenant.fixtures().web().callback());
    assertThat(form.asks("code")).isTrue();
  }

  // What is refused with a page

  @NotYetVerified(F)
  void shows_a_page_to_an_unknown_client() {
    Stop page = request().with("client_id", "fa0contractunknown").send(tenant.browser());

    assertThat(page.left()).isFalse();
    assertThat(page.reply()).hasStatus(400);
    assertThat(page.reply().body())
        .contains("invalid_request")
        .contains("Unknown client: fa0contractunknown");
  }

  @NotYetVerified(F)
  void shows_a_page_where_the_callback_is_not_allowed() {
    Stop page =
        request()
            .with("redirect_uri", "https://fa0-contract.example/elsewhere")
            .send(tenant.browser());

    assertThat(page.left()).isFalse();
    assertThat(page.reply()).hasStatus(403);
    assertThat(page.reply().body())
        .contains("Callback URL mismatch.")
        .contains("The provided redirect_uri is not in the list of allowed callback URLs.");
  }

  @NotYetVerified(D)
  void compares_callbacks_to_the_letter() {
    String callback = tenant.fixtures().web().callback();

    for (String other : new String[] {callback + "/", callback + "?a=b", callback + "/../x"}) {
      Stop page = request().with("redirect_uri", other).send(tenant.browser());
      assertThat(page.left()).as(other).isFalse();
      assertThat(page.reply()).hasStatus(403);
    }
  }

  // What is refused at the callback

  @NotYetVerified(F2)
  void tells_the_callback_that_the_audience_is_no_api() {
    Stop callback = request().with("audience", UNKNOWN).send(tenant.browser());

    assertError(callback, "access_denied", "Service not found: " + UNKNOWN);
  }

  @NotYetVerified(F2)
  void tells_the_callback_that_the_response_type_is_missing() {
    Stop callback = request().with("response_type", "").send(tenant.browser());

    assertError(callback, "invalid_request", "Missing required parameter: response_type");
  }

  @NotYetVerified(L)
  void tells_the_callback_that_the_response_type_is_unknown() {
    Stop callback = request().with("response_type", "fa0").send(tenant.browser());

    assertError(callback, "unsupported_response_type", "Unsupported response type: fa0");
  }

  @NotYetVerified(F2)
  void tells_the_callback_that_implicit_is_not_allowed() {
    Stop callback =
        request().with("response_type", "token").with("nonce", "n").send(tenant.browser());

    assertError(
        callback, "unauthorized_client", "Grant type 'implicit' not allowed for the client.");
  }

  @NotYetVerified(F)
  void tells_the_callback_that_codes_are_not_allowed() {
    Application web = tenant.fixtures().web(Map.of("grant_types", List.of("refresh_token")));
    tenant.fixtures().letUsersInto(web);

    Stop callback = new AuthorizationRequest(tenant, web).send(tenant.browser());

    assertError(
        callback,
        "unauthorized_client",
        "Grant type 'authorization_code' not allowed for the client.");
  }

  @NotYetVerified(F2)
  void tells_the_callback_that_no_connection_is_enabled() {
    Application web = tenant.fixtures().web(Map.of());

    Stop callback = new AuthorizationRequest(tenant, web).send(tenant.browser());

    assertError(callback, "invalid_request", "no connections enabled for the client");
  }

  @NotYetVerified(D)
  void tells_the_callback_that_the_user_is_blocked() {
    Person person = tenant.fixtures().person();
    tenant
        .management()
        .patch("/users/" + ManagementApi.segment(person.userId()), Map.of("blocked", true));

    Stop callback = request().logIn(tenant.browser(), person);

    assertError(callback, "unauthorized", "user is blocked");
  }

  @NotYetVerified(OPEN)
  void gives_the_error_before_its_description_and_the_state_last() {
    Stop callback = request().with("prompt", "none").send(tenant.browser());

    assertThat(callback.parameters().keySet())
        .containsExactly("error", "error_description", "state");
  }

  private static void assertError(Stop stop, String error, String description) {
    assertThat(stop.left()).as("%s is the callback", stop.address()).isTrue();
    assertThat(stop.parameters())
        .containsEntry("error", error)
        .containsEntry("error_description", description)
        .containsEntry("state", AuthorizationRequest.STATE);
  }

  private AuthorizationRequest request() {
    return new AuthorizationRequest(tenant, tenant.fixtures().web());
  }
}
