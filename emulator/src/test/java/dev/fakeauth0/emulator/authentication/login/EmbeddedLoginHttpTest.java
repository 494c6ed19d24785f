package dev.fakeauth0.emulator.authentication.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ServedTenant;
import dev.fakeauth0.emulator.authentication.login.Browsing.Seen;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.failure.FailureRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logins from a form on the application's own page, and the ticket they give. */
class EmbeddedLoginHttpTest {

  private static final String ORIGIN = "https://shop.example";
  private static final String CALLBACK = "https://shop.example/callback";
  private static final String PASSWORD = "http://auth0.com/oauth/grant-type/password-realm";
  private static final String CODE = "http://auth0.com/oauth/grant-type/passwordless/otp";

  @RegisterExtension static final ServedTenant TENANT = ServedTenant.of("login/journey.json");

  private Browsing browser;

  @BeforeEach
  void open() {
    browser = new Browsing(TENANT.first().issuer());
    TENANT
        .first()
        .seed(
            Json.text(
                Map.of(
                    "clients",
                    List.of(client("shop", true), client("closed", false)),
                    "databases",
                    List.of(
                        Map.of(
                            "name",
                            "Username-Password-Authentication",
                            "strategy",
                            "auth0",
                            "enabled_clients",
                            List.of("shop", "closed"))),
                    "connections",
                    List.of(
                        Map.of(
                            "name",
                            "email",
                            "strategy",
                            "email",
                            "enabled_clients",
                            List.of("shop"))))));
  }

  @Test
  void logs_in_by_a_ticket_and_without_a_page() {
    Seen given = login(password("Passw0rd!"));
    String ticket = read(given, "login_ticket");

    Seen answer = authorize(ticket);
    Seen silent = authorize("", "prompt", "none");

    assertThat(given.status()).isEqualTo(200);
    assertThat(given.text()).contains("\"co_verifier\":", "\"co_id\":");
    assertThat(given.answer().headers().firstValue("Access-Control-Allow-Origin")).contains(ORIGIN);
    assertThat(given.answer().headers().firstValue("Access-Control-Allow-Credentials"))
        .contains("true");
    assertThat(given.answer().headers().firstValue("Set-Cookie").orElse("")).startsWith("did_");
    assertThat(answer.place()).isEqualTo(CALLBACK);
    assertThat(answer.parameters()).containsKey("code").containsEntry("state", "s");
    assertThat(silent.parameters()).as("a session has begun").containsKey("code");
  }

  @Test
  void takes_a_ticket_once_and_in_the_browser_it_was_given_to() {
    String stolen = read(login(password("Passw0rd!")), "login_ticket");
    Browsing thief = new Browsing(TENANT.first().issuer());
    thief.authorize("client_id", "shop", "response_type", "code", "redirect_uri", CALLBACK);

    Seen elsewhere =
        thief.authorize(
            "client_id",
            "shop",
            "response_type",
            "code",
            "redirect_uri",
            CALLBACK,
            "login_ticket",
            stolen);
    browser.jar().remove("auth0_" + TENANT.first().issuer().getPort());
    Seen again = authorize(stolen);

    assertThat(elsewhere.place()).startsWith("/u/login");
    assertThat(again.place()).startsWith("/u/login");
  }

  @Test
  void logs_in_by_a_code_that_was_sent() {
    browser.post(
        "/passwordless/start",
        "client_id",
        "shop",
        "client_secret",
        "shop-secret",
        "connection",
        "email",
        "email",
        "new@example.com",
        "send",
        "code");
    String messages = browser.get("/__admin/messages").text();
    String code = messages.replaceFirst("(?s).*\"code\":\"([^\"]*)\".*", "$1");

    Seen wrong = login(code("no"));
    Seen right = login(code(code));

    assertThat(wrong.status()).isEqualTo(403);
    assertThat(wrong.text()).contains("Wrong email or verification code.");
    assertThat(authorize(read(right, "login_ticket")).parameters()).containsKey("code");
  }

  @Test
  void refuses_pages_of_other_origins_in_a_word() {
    Seen other = browser.fetch("/co/authenticate", "https://evil.example", password("Passw0rd!"));
    Seen none = browser.fetch("/co/authenticate", "", password("Passw0rd!"));

    assertThat(other.status()).isEqualTo(403);
    assertThat(other.text()).isEqualTo("Origin https://evil.example is not allowed.");
    assertThat(other.answer().headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/plain");
    assertThat(none.status()).isEqualTo(403);
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "client_id, closed, 401, unauthorized_client, Cross origin login not allowed.",
    "client_id, nobody, 401, access_denied, Unauthorized",
    "credential_type, magic, 400, unsupported_credential_type, Unknown credential type parameter.",
    "realm, non-existent-connection, 400, invalid_request, Unknown realm non-existent-connection.",
    "password, wrong, 403, access_denied, Wrong email or password.",
    "username, eve@example.com, 403, access_denied, Wrong email or password.",
    "extra, x, 400, invalid_request, 'Invalid request body. All and only of client_id,"
        + " credential_type, username, password, realm are required.'",
    "password, '', 400, invalid_request, 'Invalid request body. All and only of client_id,"
        + " credential_type, username, password, realm are required.'"
  })
  void refuses_in_the_words_of_the_documentation(
      String member, String value, int status, String error, String description) {
    Map<String, Object> body = password("Passw0rd!");
    body.put(member, value);

    Seen refused = login(body);

    assertThat(refused.status()).isEqualTo(status);
    assertThat(read(refused, "error")).isEqualTo(error);
    assertThat(read(refused, "error_description")).isEqualTo(description);
  }

  @Test
  void locks_an_account_after_ten_wrong_passwords_and_knows_who_is_blocked() {
    for (int i = 0; i < 10; i++) {
      login(password("wrong"));
    }

    Seen locked = login(password("Passw0rd!"));

    assertThat(locked.status()).isEqualTo(429);
    assertThat(read(locked, "error")).isEqualTo("too_many_attempts");
    assertThat(read(locked, "error_description"))
        .startsWith("Your account has been blocked after multiple consecutive login attempts. We");
  }

  @ParameterizedTest
  @CsvSource({
    "user-blocked, 403, blocked_user, Blocked user",
    "too-many-attempts, 429, too_many_attempts, Your account has been blocked after multiple",
    "password-leaked, 401, password_leaked, This login attempt has been blocked because the"
  })
  void fails_as_a_rule_says(String mode, int status, String error, String description) {
    TENANT.first().failures().add(FailureRule.parse(mode + "@/co/authenticate;times=1"));

    Seen refused = login(password("Passw0rd!"));
    Seen after = login(password("Passw0rd!"));

    assertThat(refused.status()).isEqualTo(status);
    assertThat(read(refused, "error")).isEqualTo(error);
    assertThat(read(refused, "error_description")).startsWith(description);
    assertThat(after.status()).isEqualTo(200);
  }

  @Test
  void shows_neither_password_nor_ticket_in_the_journal() {
    String ticket = read(login(password("Passw0rd!")), "login_ticket");
    authorize(ticket);

    assertThat(TENANT.first().journal().entries().toString())
        .contains("login_ticket")
        .doesNotContain(ticket, "Passw0rd!");
  }

  @Test
  void leaves_its_records_in_the_log() {
    login(password("Passw0rd!"));
    login(password("wrong"));

    String logs =
        browser.managed(
            "/api/v2/logs",
            browser
                .json(
                    "/__admin/tokens",
                    Map.of(
                        "client",
                        "web",
                        "audience",
                        TENANT.first().issuer() + "api/v2/",
                        "scope",
                        "read:logs"))
                .string("access_token", ""));

    assertThat(logs).contains("\"type\":\"scoa\"", "\"type\":\"fcoa\"", "\"type\":\"fp\"");
  }

  private Seen login(Map<String, Object> body) {
    return browser.fetch("/co/authenticate", ORIGIN, body);
  }

  private static Map<String, Object> password(String password) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("client_id", "shop");
    body.put("credential_type", PASSWORD);
    body.put("username", "ada@example.com");
    body.put("password", password);
    body.put("realm", "Username-Password-Authentication");
    return body;
  }

  private static Map<String, Object> code(String otp) {
    return Map.of(
        "client_id",
        "shop",
        "credential_type",
        CODE,
        "username",
        "new@example.com",
        "otp",
        otp,
        "realm",
        "email");
  }

  private Seen authorize(String ticket, String... more) {
    String[] parameters = new String[10 + (ticket.isEmpty() ? 0 : 4) + more.length];
    String[] first = {
      "client_id",
      "shop",
      "response_type",
      "code",
      "redirect_uri",
      CALLBACK,
      "state",
      "s",
      "scope",
      "openid",
      "realm",
      "Username-Password-Authentication",
      "login_ticket",
      ticket
    };
    int taken = ticket.isEmpty() ? 10 : 14;
    System.arraycopy(first, 0, parameters, 0, taken);
    System.arraycopy(more, 0, parameters, taken, more.length);
    return browser.authorize(parameters);
  }

  private static String read(Seen seen, String member) {
    return seen.text().replaceFirst("(?s).*\"" + member + "\":\"([^\"]*)\".*", "$1");
  }

  private static Map<String, Object> client(String id, boolean crossOrigin) {
    Map<String, Object> client = new LinkedHashMap<>();
    client.put("name", id);
    client.put("client_id", id);
    client.put("client_secret", id + "-secret");
    client.put("oidc_conformant", true);
    client.put("cross_origin_authentication", crossOrigin);
    client.put("grant_types", List.of("authorization_code", CODE));
    client.put("callbacks", List.of(CALLBACK));
    client.put("web_origins", List.of(ORIGIN));
    return client;
  }
}
