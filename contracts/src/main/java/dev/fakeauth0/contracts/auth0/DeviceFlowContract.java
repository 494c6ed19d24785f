package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.Grade.F;
import static dev.fakeauth0.contracts.auth0.Grade.F2;
import static dev.fakeauth0.contracts.auth0.Grade.OPEN;
import static dev.fakeauth0.contracts.auth0.Grade.S;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import dev.fakeauth0.contracts.auth0.Browser.Stop;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Devices that wait for their user (RFC 8628; Auth0 docs, "Call Your API Using the Device
 * Authorization Flow").
 */
@SuppressWarnings("MemberName") // Sentences.
final class DeviceFlowContract {

  private static final String GRANT_TYPE = "urn:ietf:params:oauth:grant-type:device_code";
  private static final String DEVICE_CODE = "/oauth/device/code";
  private static final String NO_SERVICE = "https://fa0-contract.example/no-such-api";

  private final Tenant tenant;

  DeviceFlowContract(Tenant tenant) {
    this.tenant = tenant;
  }

  // POST /oauth/device/code

  @NotYetVerified(D)
  void gives_a_device_two_codes_and_an_address() {
    Reply reply = begun(device(), Map.of("scope", "openid"));

    assertThat(reply).hasStatus(200);
    Map<String, Object> answer = Json.object(reply);
    String page = tenant.issuer() + "activate";
    assertThat(answer)
        .containsOnlyKeys(
            "device_code",
            "user_code",
            "verification_uri",
            "expires_in",
            "interval",
            "verification_uri_complete")
        .containsEntry("verification_uri", page)
        .containsEntry("verification_uri_complete", page + "?user_code=" + answer.get("user_code"));
  }

  @NotYetVerified(D)
  void lets_a_device_wait_for_fifteen_minutes_and_ask_each_five_seconds() {
    assertThat(Json.object(begun(device(), Map.of("scope", "openid"))))
        .containsEntry("expires_in", 900L)
        .containsEntry("interval", 5L);
  }

  @NotYetVerified(D)
  void writes_user_codes_as_the_tenant_has_them() {
    boolean digits = "digits".equals(flow("charset", "base20"));
    String letter = digits ? "[0-9]" : "[BCDFGHJKLMNPQRSTVWXZ]";
    String form =
        flow("mask", "****-****")
            .chars()
            .mapToObj(place -> place == '*' ? letter : Pattern.quote(Character.toString(place)))
            .collect(Collectors.joining());

    Map<String, Object> answer = Json.object(begun(device(), Map.of("scope", "openid")));

    assertThat(Json.text(answer, "user_code")).matches(form);
  }

  @NotYetVerified(D)
  void gives_each_device_codes_of_its_own() {
    Application device = device();

    Map<String, Object> one = Json.object(begun(device, Map.of("scope", "openid")));
    Map<String, Object> other = Json.object(begun(device, Map.of("scope", "openid")));

    assertThat(one.get("device_code")).isNotEqualTo(other.get("device_code"));
    assertThat(one.get("user_code")).isNotEqualTo(other.get("user_code"));
  }

  @NotYetVerified(F2)
  void refuses_clients_that_are_no_devices() {
    Reply reply = begun(tenant.fixtures().spa(), Map.of("scope", "openid"));

    assertThat(reply)
        .isOAuthError(
            403,
            "unauthorized_client",
            "Grant type '" + GRANT_TYPE + "' not allowed for the client.");
  }

  @NotYetVerified(F)
  void refuses_a_device_that_sends_a_secret() {
    Reply reply =
        begun(device(), Map.of("scope", "openid", "client_secret", "a-secret-of-no-device"));

    assertThat(reply).isOAuthError(403, "unauthorized_client");
  }

  @NotYetVerified(OPEN)
  void refuses_an_audience_that_is_no_api() {
    Reply reply = begun(device(), Map.of("audience", NO_SERVICE));

    assertThat(reply).isOAuthError(403, "access_denied", "Service not found: " + NO_SERVICE);
  }

  @NotYetVerified(F)
  void does_not_let_a_client_with_a_secret_be_a_device() {
    Reply reply =
        tenant
            .management()
            .post(
                "/clients",
                Json.of(
                    "name",
                    tenant.fixtures().newName("device"),
                    "app_type",
                    "native",
                    "oidc_conformant",
                    true,
                    "token_endpoint_auth_method",
                    "client_secret_post",
                    "grant_types",
                    List.of(GRANT_TYPE)));
    if (reply.status() == 201) {
      tenant.fixtures().remove("/clients/" + Json.text(Json.object(reply), "client_id"));
    }

    assertThat(reply)
        .isManagementError(
            400,
            "Bad Request",
            "Application must have Token Endpoint Authentication Method set to \"none\" when "
                + GRANT_TYPE
                + " is enabled");
  }

  // Polling

  @NotYetVerified(D)
  void tells_a_device_that_its_user_has_yet_to_come() {
    Application device = device();
    Map<String, Object> begun = Json.object(begun(device, Map.of("scope", "openid")));

    Reply reply = polled(device, begun);

    assertThat(reply)
        .isOAuthError(403, "authorization_pending", "User has yet to authorize device code.");
  }

  @NotYetVerified(D)
  void tells_a_device_that_asks_too_often_to_slow_down() {
    Application device = device();
    Map<String, Object> begun = Json.object(begun(device, Map.of("scope", "openid")));
    polled(device, begun);

    Reply reply = polled(device, begun);

    assertThat(reply)
        .isOAuthError(
            429, "slow_down", "You are polling faster than the specified interval of 5 seconds.");
  }

  @NotYetVerified(D)
  void refuses_a_device_code_it_does_not_know() {
    Reply reply = polled(device(), Map.of("device_code", "fa0-contract-no-such-device-code"));

    assertThat(reply).hasMember("error", "invalid_grant");
  }

  @NotYetVerified(OPEN)
  void says_of_a_device_code_it_does_not_know_that_it_is_invalid_or_expired() {
    Reply reply = polled(device(), Map.of("device_code", "fa0-contract-no-such-device-code"));

    assertThat(reply).isOAuthError(403, "invalid_grant", "Invalid or expired device code.");
  }

  @NotYetVerified(D)
  void refuses_a_device_code_of_another_client() {
    Map<String, Object> begun = Json.object(begun(device(), Map.of("scope", "openid")));

    Reply reply = polled(device(), begun);

    assertThat(reply).hasMember("error", "invalid_grant");
  }

  @NotYetVerified(D)
  void gives_tokens_once_the_user_has_confirmed() {
    Application device = deviceOfUsers();
    Map<String, Object> begun = Json.object(begun(device, Map.of("scope", "openid")));
    answered(begun, "confirm");

    Reply reply = polled(device, begun);

    assertThat(reply).isToken();
    Map<String, Object> answer = Json.object(reply);
    AccessToken id = AccessToken.read(Json.text(answer, "id_token"));
    assertThat(answer).containsEntry("scope", "openid").containsEntry("token_type", "Bearer");
    assertThat(id.claims())
        .containsEntry("aud", device.clientId())
        .containsEntry("iss", tenant.issuer());
  }

  @NotYetVerified(D)
  void gives_the_token_of_the_api_that_the_device_asked_for() {
    Application device = deviceOfUsers();
    Api api = tenant.fixtures().api();
    Map<String, Object> begun =
        Json.object(
            begun(
                device,
                Map.of("scope", "offline_access " + api.scope(), "audience", api.identifier())));
    answered(begun, "confirm");

    Reply reply = polled(device, begun);

    AccessToken token = tenant.granted(reply);
    assertThat(token.claims())
        .containsEntry("aud", api.identifier())
        .containsEntry("azp", device.clientId());
    assertThat(String.valueOf(token.claims().get("scope")).split(" "))
        .contains(api.scope().split(" "));
    assertThat(Json.object(reply)).containsKey("refresh_token");
  }

  @NotYetVerified(OPEN)
  void gives_tokens_for_a_device_code_once() {
    Application device = deviceOfUsers();
    Map<String, Object> begun = Json.object(begun(device, Map.of("scope", "openid")));
    answered(begun, "confirm");

    Reply first = polled(device, begun);
    Reply second = tenant.token(poll(device, begun));

    assertThat(first).isToken();
    assertThat(second).hasMember("error", "invalid_grant");
  }

  @NotYetVerified(D)
  void tells_a_device_that_its_user_refused() {
    Application device = deviceOfUsers();
    Map<String, Object> begun = Json.object(begun(device, Map.of("scope", "openid")));
    answered(begun, "cancel");

    Reply reply = polled(device, begun);

    assertThat(reply).isOAuthError(403, "access_denied", "User cancelled the confirmation prompt.");
  }

  // The page

  @NotYetVerified(S)
  void asks_for_the_code_at_activate() {
    Stop page = tenant.browser().open("/activate", Map.of());

    assertThat(page.reply()).hasStatus(200);
    assertThat(page.asks("code")).isTrue();
  }

  @NotYetVerified(S)
  void asks_who_has_logged_in_whether_it_is_their_device() {
    Map<String, Object> begun = Json.object(begun(deviceOfUsers(), Map.of("scope", "openid")));

    Stop page = loggedIn(tenant.browser(), begun);

    assertThat(page.offers("action", "confirm")).isTrue();
    assertThat(page.offers("action", "cancel")).isTrue();
    assertThat(page.reply().body()).contains(Json.text(begun, "user_code"));
  }

  @NotYetVerified(D)
  void refuses_a_user_code_that_no_device_shows() {
    Browser browser = tenant.browser();
    Stop page = browser.open("/activate", Map.of());

    Stop refused = browser.submit(page, Map.of("code", "ZZZZ-ZZZZ", "action", "default"));

    assertThat(refused.asks("code")).isTrue();
    assertThat(refused.reply().body())
        .contains("data-error-code=\"invalid-expired-code\"")
        .contains("Invalid or expired user code");
  }

  private String flow(String member, String otherwise) {
    return tenant.settings().get("device_flow") instanceof Map<?, ?> flow
            && flow.get(member) instanceof String set
            && !set.isEmpty()
        ? set
        : otherwise;
  }

  private Application device() {
    Application made =
        tenant
            .fixtures()
            .applicationWhereTaken(
                Json.of(
                    "app_type",
                    "native",
                    "oidc_conformant",
                    true,
                    "token_endpoint_auth_method",
                    "none",
                    "grant_types",
                    List.of(GRANT_TYPE, "refresh_token"),
                    "jwt_configuration",
                    Map.of("alg", "RS256")));
    return new Application(made.clientId(), "", "", false);
  }

  private Application deviceOfUsers() {
    Application device = device();
    tenant.fixtures().letUsersInto(device);
    return device;
  }

  private Reply begun(Application device, Map<String, ?> more) {
    return tenant
        .post(DEVICE_CODE)
        .form(Json.with(Json.of("client_id", device.clientId()), more))
        .send();
  }

  /** One poll; a 429 is the answer. */
  private Reply polled(Application device, Map<String, Object> begun) {
    return tenant.post("/oauth/token").json(poll(device, begun)).once().send();
  }

  private static Map<String, Object> poll(Application device, Map<String, Object> begun) {
    return Json.of(
        "grant_type",
        GRANT_TYPE,
        "client_id",
        device.clientId(),
        "device_code",
        Json.text(begun, "device_code"));
  }

  private Stop loggedIn(Browser browser, Map<String, Object> begun) {
    String code = Json.text(begun, "user_code");
    Stop page = browser.open("/activate", Map.of("user_code", code));
    Stop login = browser.submit(page, Map.of("code", code, "action", "default"));
    return browser.logIn(login, tenant.fixtures().user());
  }

  private void answered(Map<String, Object> begun, String action) {
    Browser browser = tenant.browser();
    Stop page = loggedIn(browser, begun);
    Stop over = browser.submit(page, Map.of("action", action));
    if (over.offers("action", "accept")) {
      over = browser.submit(over, Map.of("action", "accept"));
    }
    assertThat(over.reply()).hasStatus(200);
  }
}
