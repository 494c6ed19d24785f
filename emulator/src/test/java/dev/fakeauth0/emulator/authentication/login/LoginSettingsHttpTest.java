package dev.fakeauth0.emulator.authentication.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ServedTenant;
import dev.fakeauth0.emulator.authentication.login.Browsing.Seen;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.pipeline.PrivateKeyClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What settings of tenant and client change about logins, and what the Management API shows. */
class LoginSettingsHttpTest {

  private static final String CALLBACK = "http://localhost:3000/callback";

  @RegisterExtension static final ServedTenant TENANT = ServedTenant.of("login/journey.json");

  private Browsing browser;

  @BeforeEach
  void open() {
    browser = new Browsing(TENANT.first().issuer());
  }

  @Test
  void takes_the_parameters_of_a_signed_request_and_none_beside_it() {
    signer(Map.of());
    browser.hasSessionOf("ada@example.com");

    Seen answer =
        browser.authorize(
            "client_id",
            "signer",
            "request",
            request("state", "signed"),
            "state",
            "beside",
            "redirect_uri",
            "https://evil.example");

    assertThat(answer.place()).isEqualTo(CALLBACK);
    assertThat(answer.parameters()).containsKey("code").containsEntry("state", "signed");
  }

  @Test
  void refuses_a_signed_request_that_was_altered() {
    signer(Map.of());
    String jwt = request("state", "signed");

    Seen answer =
        browser.authorize(
            "client_id",
            "signer",
            "redirect_uri",
            CALLBACK,
            "response_type",
            "code",
            "request",
            jwt.substring(0, jwt.length() - 6) + "AAAAAA");

    assertThat(answer.parameters())
        .containsEntry("error", "invalid_request_object")
        .containsEntry("error_description", "signature verification failed");
  }

  @Test
  void takes_no_plain_request_of_a_client_that_has_to_sign() {
    signer(Map.of("required", true));

    Seen answer =
        browser.authorize("client_id", "signer", "redirect_uri", CALLBACK, "response_type", "code");

    assertThat(answer.parameters()).containsEntry("error", "invalid_request_object");
  }

  @Test
  void sends_browsers_with_a_stale_page_to_where_the_application_begins() {
    seed("clients", client("web", "initiate_login_uri", "https://app.example/login"));
    Seen begun = browser.authorize(web());
    String state = begun.parameters().get("state");
    browser.jar().clear();
    TENANT.first().clock().advance(java.time.Duration.ofHours(2));

    Seen stale = browser.get("/authorize/resume", "state", state);

    assertThat(stale.location()).isEqualTo("https://app.example/login");
  }

  @Test
  void sends_browsers_to_the_default_route_of_the_tenant() {
    tenant("default_redirection_uri", "https://app.example/start");

    Seen lost = browser.get("/authorize/resume", "state", "x");
    Seen incomplete = browser.authorize("client_id", "web");

    assertThat(lost.place()).isEqualTo("https://app.example/start");
    assertThat(incomplete.parameters())
        .containsEntry("error_description", "Missing required parameter: response_type");
  }

  @Test
  void sends_browsers_to_the_error_page_of_the_tenant() {
    tenant("error_page", Map.of("url", "https://app.example/oops"));

    Seen error = browser.authorize("client_id", "nobody", "response_type", "code");

    assertThat(error.place()).isEqualTo("https://app.example/oops");
    assertThat(error.parameters())
        .containsEntry("client_id", "nobody")
        .containsEntry("error_description", "Unknown client: nobody")
        .containsKey("tracking");
  }

  @Test
  void names_the_tenant_on_its_error_page_as_text() {
    Seen error = browser.authorize("client_id", "nobody", "response_type", "code");

    assertThat(error.text()).contains("Journey &amp; Sons");
  }

  @Test
  void shows_the_session_and_the_login_in_the_management_api() {
    browser.authorize(
        "response_type",
        "code",
        "client_id",
        "headless",
        "redirect_uri",
        CALLBACK,
        "login_hint",
        "ada@example.com",
        "scope",
        "openid");

    String logs = managed("logs");
    String sessions = managed("users/auth0%7Cada/sessions");
    String one = managed("sessions/" + browser.sessionId());
    String user = managed("users/auth0%7Cada");

    assertThat(logs).contains("\"type\":\"s\"", "\"client_id\":\"headless\"", "auth0|ada");
    assertThat(sessions).contains("\"clients\":[{\"client_id\":\"headless\"}]");
    assertThat(sessions + one).doesNotContain("cookie_fingerprint", "idle_seconds");
    assertThat(one).contains("\"user_id\":\"auth0|ada\"");
    assertThat(user).contains("\"logins_count\":1");
  }

  @Test
  void logs_logins_that_fail_and_logouts() {
    browser.authorize("client_id", "nobody", "response_type", "code");
    browser.authorize(
        "response_type", "code", "client_id", "web", "redirect_uri", CALLBACK, "prompt", "none");
    browser.hasSessionOf("ada@example.com");
    browser.get("/v2/logout", "returnTo", "https://evil.example");
    browser.get("/v2/logout");

    String logs = managed("logs");

    assertThat(logs)
        .contains("\"type\":\"f\"", "\"type\":\"fsa\"", "\"type\":\"flo\"", "\"type\":\"slo\"");
  }

  @Test
  void adds_claims_of_the_seed_to_id_tokens_and_at_userinfo() {
    TENANT
        .first()
        .seed(
            """
            fakeAuth0:
              claims:
                clients: {implicit: {"https://app.example/plan": gold}}
                users: {ada@example.com: {"https://app.example/level": 3, nickname: null}}
                audiences: {"https://api.example.com": {"https://app.example/api": true}}
            """);
    browser.hasSessionOf("ada@example.com");

    Seen answer =
        browser.authorize(
            "response_type",
            "id_token token",
            "client_id",
            "implicit",
            "redirect_uri",
            CALLBACK,
            "scope",
            "openid profile",
            "nonce",
            "n");
    String claims =
        new String(
            java.util.Base64.getUrlDecoder()
                .decode(answer.parameters().get("id_token").split("\\.")[1]),
            java.nio.charset.StandardCharsets.UTF_8);
    String userInfo = browser.managed("/userinfo", answer.parameters().get("access_token"));

    for (String told : List.of(claims, userInfo)) {
      assertThat(told)
          .contains("\"https://app.example/plan\":\"gold\"", "\"https://app.example/level\":3")
          .doesNotContain("https://app.example/api", "nickname");
    }
  }

  @Test
  void logs_wrong_passwords_and_unknown_users() {
    String login = browser.authorize(web()).location().replace("/u/login/identifier", "/u/login");
    browser.post(login, "username", "ada@example.com", "password", "wrong");
    browser.post(login, "username", "eve@example.com", "password", "wrong");

    assertThat(managed("logs")).contains("\"type\":\"fp\"", "\"type\":\"fu\"");
  }

  private String managed(String path) {
    String token =
        browser
            .json(
                "/__admin/tokens",
                Map.of(
                    "client",
                    "web",
                    "audience",
                    TENANT.first().issuer() + "api/v2/",
                    "scope",
                    "read:logs read:sessions read:users"))
            .string("access_token", "");
    return browser.managed("/api/v2/" + path, token);
  }

  private static String[] web() {
    return new String[] {"response_type", "code", "client_id", "web", "redirect_uri", CALLBACK};
  }

  private static String request(String name, String value) {
    return PrivateKeyClient.assertion(
        Document.of(
            "iss",
            "signer",
            "aud",
            TENANT.first().issuer().toString(),
            "response_type",
            "code",
            "redirect_uri",
            CALLBACK,
            name,
            value));
  }

  private static void signer(Map<String, Object> more) {
    Object credentials =
        ((Map<?, ?>) PrivateKeyClient.methods().get("private_key_jwt")).get("credentials");
    Document settings = Document.of("credentials", credentials);
    for (Map.Entry<String, Object> member : more.entrySet()) {
      settings = settings.with(member.getKey(), member.getValue());
    }
    seed("clients", client("signer", "signed_request_object", settings));
    seed(
        "databases",
        Document.of(
            "name",
            "Username-Password-Authentication",
            "strategy",
            "auth0",
            "enabled_clients",
            List.of("web", "signer")));
  }

  private static Document client(String id, String name, Object value) {
    return Document.of(
        "name",
        id,
        "client_id",
        id,
        "grant_types",
        List.of("authorization_code"),
        "callbacks",
        List.of(CALLBACK),
        name,
        value);
  }

  private static void seed(String key, Document part) {
    TENANT.first().seed(Json.text(Map.of(key, List.of(part))));
  }

  private static void tenant(String name, Object value) {
    TENANT.first().seed(Json.text(Map.of("tenant", Map.of(name, value))));
  }
}
