package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.Grade.OPEN;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import dev.fakeauth0.contracts.auth0.Browser.Stop;
import java.util.List;
import java.util.Map;

/**
 * Authorization requests that are pushed (RFC 9126; Auth0 docs, "Authorization Code Flow with
 * Pushed Authorization Requests"). On plans that have it.
 */
@SuppressWarnings("MemberName") // Sentences.
final class PushedRequestContract {

  private static final String PREFIX = "urn:ietf:params:oauth:request_uri:";

  private final Tenant tenant;

  PushedRequestContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @VerifiedAgainstAuth0(on = "2023-12-11", by = RECORDING)
  void keeps_a_request_for_thirty_seconds_under_a_uri() {
    Reply reply = pushed(tenant.fixtures().web(), Map.of());

    assertThat(reply).hasStatus(201);
    assertThat(Json.object(reply))
        .containsOnlyKeys("request_uri", "expires_in")
        .containsEntry("expires_in", 30L);
    assertThat(Json.text(Json.object(reply), "request_uri")).startsWith(PREFIX);
  }

  @NotYetVerified(D)
  void gives_each_request_a_uri_of_its_own() {
    Application web = tenant.fixtures().web();

    assertThat(uri(pushed(web, Map.of()))).isNotEqualTo(uri(pushed(web, Map.of())));
  }

  @NotYetVerified(D)
  void leads_a_request_that_was_pushed_to_a_code() {
    Application web = tenant.fixtures().web();
    Person user = tenant.fixtures().user();
    Browser browser = tenant.browser();
    String uri = uri(pushed(web, Map.of()));

    Stop callback = browser.logIn(opened(browser, web, uri), user);

    assertThat(AuthorizationRequest.code(callback)).isNotEmpty();
    assertThat(callback.parameters()).containsEntry("state", AuthorizationRequest.STATE);
  }

  @NotYetVerified(D)
  void gives_tokens_for_the_code_of_a_request_that_was_pushed() {
    Application web = tenant.fixtures().web();
    Person user = tenant.fixtures().user();
    Api api = tenant.fixtures().api();
    Browser browser = tenant.browser();
    String uri =
        uri(pushed(web, Map.of("audience", api.identifier(), "scope", "openid " + api.scope())));
    Stop callback = browser.logIn(opened(browser, web, uri), user);

    Reply reply =
        new AuthorizationRequest(tenant, web).exchange(AuthorizationRequest.code(callback));

    AccessToken token = tenant.granted(reply);
    assertThat(Json.texts(token.claims(), "aud")).contains(api.identifier());
    assertThat(token.claims()).containsEntry("scope", "openid " + api.scope());
  }

  @NotYetVerified(D)
  void takes_a_uri_once() {
    Application web = loggedInto();
    String uri = uri(pushed(web, Map.of()));

    Stop first = opened(tenant.browser(), web, uri);
    Stop second = opened(tenant.browser(), web, uri);

    assertThat(first.asks("username")).isTrue();
    assertNoLogin(second);
  }

  @NotYetVerified(D)
  void refuses_a_uri_it_does_not_know() {
    assertNoLogin(opened(tenant.browser(), loggedInto(), PREFIX + "fa0-contract"));
  }

  @NotYetVerified(OPEN)
  void refuses_the_uri_of_another_client() {
    Application other = tenant.fixtures().web(Map.of());
    tenant.fixtures().letUsersInto(other);
    String uri = uri(pushed(tenant.fixtures().web(), Map.of()));

    assertNoLogin(opened(tenant.browser(), other, uri));
  }

  @NotYetVerified(D)
  void ignores_parameters_it_does_not_know() {
    assertThat(pushed(tenant.fixtures().web(), Map.of("fa0_contract", "x"))).hasStatus(201);
  }

  @NotYetVerified(D)
  void takes_parameters_that_begin_with_ext() {
    assertThat(pushed(tenant.fixtures().web(), Map.of("ext-fa0-contract", "x"))).hasStatus(201);
  }

  // What is refused

  @NotYetVerified(D)
  void refuses_a_client_with_a_wrong_secret() {
    Reply reply =
        pushed(tenant.fixtures().web(), Map.of("client_secret", "not-the-secret-of-this-client"));

    assertThat(reply).hasStatus(401);
    assertThat(Json.object(reply)).containsKey("error");
  }

  @NotYetVerified(D)
  void refuses_clients_without_a_secret() {
    Reply reply = pushed(tenant.fixtures().spa(), Map.of());

    assertThat(reply.status()).isBetween(400, 403);
    assertThat(Json.object(reply)).containsKey("error");
  }

  @NotYetVerified(D)
  void takes_forms_only() {
    Reply reply =
        tenant.post("/oauth/par").json(parameters(tenant.fixtures().web(), Map.of())).send();

    assertThat(reply.status()).isBetween(400, 415);
  }

  @NotYetVerified(D)
  void checks_what_is_asked_for_at_once() {
    Reply reply = pushed(tenant.fixtures().web(), Map.of("response_type", ""));

    assertThat(reply).hasStatus(400);
    assertThat(Json.object(reply)).containsKey("error");
  }

  @NotYetVerified(D)
  void checks_the_callback_at_once() {
    Reply reply =
        pushed(tenant.fixtures().web(), Map.of("redirect_uri", "https://other.example/callback"));

    assertThat(reply.status()).isBetween(400, 403);
    assertThat(Json.object(reply)).containsKey("error");
  }

  @NotYetVerified(OPEN)
  void takes_no_uri_of_a_request_for_a_request() {
    Application web = tenant.fixtures().web();
    String uri = uri(pushed(web, Map.of()));

    Reply reply = pushed(web, Map.of("request_uri", uri));

    assertThat(reply).hasStatus(400);
    assertThat(Json.object(reply)).containsKey("error");
  }

  @NotYetVerified(D)
  void refuses_a_plain_request_of_a_client_that_has_to_push() {
    Application web = pushing();

    assertNoLogin(new AuthorizationRequest(tenant, web).send(tenant.browser()));
  }

  @NotYetVerified(D)
  void takes_a_pushed_request_of_a_client_that_has_to_push() {
    Application web = pushing();
    Browser browser = tenant.browser();

    Stop page = opened(browser, web, uri(pushed(web, Map.of())));

    assertThat(page.asks("username")).isTrue();
  }

  /** The usual web application, with a connection: without one nobody could log in anyway. */
  private Application loggedInto() {
    tenant.fixtures().directory();
    return tenant.fixtures().web();
  }

  private static void assertNoLogin(Stop stop) {
    assertThat(stop.asks("username")).isFalse();
    if (stop.left()) {
      assertThat(stop.parameters()).containsKey("error").doesNotContainKey("code");
    } else {
      assertThat(stop.reply().status()).isBetween(400, 499);
    }
  }

  private Application pushing() {
    Map<String, Object> made =
        tenant
            .fixtures()
            .makeWhereTaken(
                "/clients",
                Json.of(
                    "name",
                    tenant.fixtures().newName("pushing"),
                    "app_type",
                    "regular_web",
                    "oidc_conformant",
                    true,
                    "token_endpoint_auth_method",
                    "client_secret_post",
                    "callbacks",
                    List.of(Fixtures.CALLBACK),
                    "grant_types",
                    List.of("authorization_code"),
                    "require_pushed_authorization_requests",
                    true));
    Application web =
        new Application(
            Json.text(made, "client_id"),
            Json.text(made, "client_secret"),
            Fixtures.CALLBACK,
            false);
    tenant.fixtures().letUsersInto(web);
    return web;
  }

  private Stop opened(Browser browser, Application client, String uri) {
    return browser.open(
        "/authorize", Json.texts("client_id", client.clientId(), "request_uri", uri));
  }

  private static String uri(Reply reply) {
    return Json.text(Json.object(reply), "request_uri");
  }

  /** What is answered to a request with these parameters, or without those that are empty. */
  private Reply pushed(Application client, Map<String, String> more) {
    Reply reply = tenant.post("/oauth/par").form(parameters(client, more)).send();
    if (reply.status() == 404) {
      throw new Skipped("the target takes no pushed requests");
    }
    return reply;
  }

  private static Map<String, Object> parameters(Application client, Map<String, String> more) {
    Map<String, Object> parameters =
        Json.with(
            Json.of(
                "response_type",
                "code",
                "redirect_uri",
                client.callback(),
                "scope",
                "openid",
                "state",
                AuthorizationRequest.STATE),
            client.credentials());
    parameters.putAll(more);
    parameters.values().removeIf(""::equals);
    return parameters;
  }
}
