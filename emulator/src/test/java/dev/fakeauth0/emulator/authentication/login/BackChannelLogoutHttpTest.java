package dev.fakeauth0.emulator.authentication.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.fakeauth0.emulator.ServedTenant;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.token.TokenSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which applications are told of sessions that somebody else ends, and by whose wish. */
class BackChannelLogoutHttpTest {

  private static final String CALLBACK = "http://localhost:3000/callback";
  private static final String ADA = "users/auth0%7Cada";

  @RegisterExtension static final ServedTenant TENANT = ServedTenant.of("login/journey.json");

  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private HttpServer application;
  private Browsing browser;

  @BeforeEach
  void open() throws IOException {
    application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    application.createContext(
        "/",
        exchange -> {
          told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    application.start();
    browser = new Browsing(TENANT.first().issuer());
  }

  @AfterEach
  void close() {
    application.stop(0);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "DELETE | sessions/SID | ''",
        "POST | sessions/SID/revoke | ''",
        "DELETE | users/auth0%7Cada/sessions | ''",
        "DELETE | users/auth0%7Cada | ''",
        "PATCH | users/auth0%7Cada | {\"password\":\"N3wPassw0rd!\"}",
        "PATCH | users/auth0%7Cada | {\"blocked\":true}",
        "PATCH | users/auth0%7Cada | {\"email\":\"ada@new.example\"}"
      })
  void tells_a_client_that_wants_to_know_of_everything(String method, String path, String body)
      throws Exception {
    logIn(Map.of("mode", "all"));

    managed(method, path.replace("SID", browser.sessionId()), body);
    Document claims = claims(told.poll(20, TimeUnit.SECONDS));

    assertThat(claims.string("aud")).contains("told");
    assertThat(claims.string("sub")).contains("auth0|ada");
    assertThat(claims.string("iss")).contains(TENANT.first().issuer().toString());
    assertThat(claims.has("sid")).isTrue();
  }

  @Test
  void tells_a_client_of_what_it_selected_and_of_nothing_else() throws Exception {
    logIn(Map.of("mode", "custom", "selected_initiators", List.of("password-changed")));

    managed("PATCH", ADA, "{\"email\":\"ada@new.example\"}");
    managed("PATCH", ADA, "{\"password\":\"N3wPassw0rd!\"}");
    managed("DELETE", ADA, "");

    assertThat(tellings()).isEqualTo(1);
  }

  @Test
  void tells_a_client_that_says_nothing_of_logouts_alone() throws Exception {
    logIn(Map.of());
    String sid = browser.sessionId();

    managed("PATCH", ADA, "{\"password\":\"N3wPassw0rd!\"}");
    browser.get("/v2/logout");
    Document claims = claims(told.poll(20, TimeUnit.SECONDS));

    assertThat(claims.string("sid")).contains(sid);
    assertThat(tellings()).isEqualTo(1);
  }

  @Test
  void tells_of_a_password_that_the_user_changes_on_the_page() throws Exception {
    logIn(Map.of("mode", "all"));
    browser.post(
        "/dbconnections/change_password",
        "client_id",
        "web",
        "connection",
        "Username-Password-Authentication",
        "email",
        "ada@example.com");
    String link =
        browser
            .get("/__admin/messages")
            .text()
            .replaceFirst("(?s).*\"link\":\"http://[^/]*([^\"]*)\".*", "$1");

    browser.post(link, "password-reset", "N3wPassw0rd!", "re-enter-password", "N3wPassw0rd!");

    assertThat(claims(told.poll(20, TimeUnit.SECONDS)).string("sub")).contains("auth0|ada");
  }

  @Test
  void tells_of_a_session_that_expires_as_the_clock_is_set() throws Exception {
    logIn(Map.of("mode", "custom", "selected_initiators", List.of("session-expired")));
    String sid = browser.sessionId();

    TENANT.first().clock().advance(Duration.ofDays(8));
    Document claims = claims(told.poll(20, TimeUnit.SECONDS));

    assertThat(claims.string("sid")).contains(sid);
    assertThat(claims.string("aud")).contains("told");
    assertThat(claims.string("sub")).contains("auth0|ada");
  }

  @Test
  void tells_of_it_where_the_clock_is_set_over_http_as_well() throws Exception {
    logIn(Map.of("mode", "all"));
    String sid = browser.sessionId();

    HttpRequest later =
        HttpRequest.newBuilder(TENANT.first().issuer().resolve("/__admin/clock"))
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString("{\"advance\":\"P8D\"}"))
            .build();
    HttpClient.newHttpClient().send(later, HttpResponse.BodyHandlers.discarding());

    assertThat(claims(told.poll(20, TimeUnit.SECONDS)).string("sid")).contains(sid);
  }

  @Test
  void tells_once_of_an_expired_session_whose_browser_comes_back() throws Exception {
    logIn(Map.of("mode", "custom", "selected_initiators", List.of("rp-logout")));
    String sid = browser.sessionId();
    TENANT.first().clock().advance(Duration.ofDays(8));
    seeded(Map.of("mode", "custom", "selected_initiators", List.of("session-expired")));

    browser.get("/v2/logout");
    browser.authorize("response_type", "code", "client_id", "told", "redirect_uri", CALLBACK);
    browser.get("/v2/logout");

    assertThat(claims(told.poll(20, TimeUnit.SECONDS)).string("sid")).contains(sid);
    assertThat(tellings()).isEqualTo(1);
  }

  @Test
  void tells_of_an_expired_session_that_asks_for_another_login() throws Exception {
    logIn(Map.of());
    String sid = browser.sessionId();
    TENANT.first().clock().advance(Duration.ofDays(8));
    seeded(Map.of("mode", "all"));

    browser.authorize("response_type", "code", "client_id", "told", "redirect_uri", CALLBACK);

    assertThat(claims(told.poll(20, TimeUnit.SECONDS)).string("sid")).contains(sid);
  }

  @Test
  void says_nothing_of_a_session_that_goes_on() throws Exception {
    logIn(Map.of("mode", "all"));

    TENANT.first().clock().advance(Duration.ofHours(1));
    browser.authorize("response_type", "code", "client_id", "told", "redirect_uri", CALLBACK);
    managed("DELETE", "sessions/" + browser.sessionId(), "");

    assertThat(tellings()).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "DELETE | users/auth0%7Cada/authentication-methods/METHOD | ''",
        "DELETE | users/auth0%7Cada/authentication-methods | ''",
        "DELETE | users/auth0%7Cada/authenticators | ''",
        "PUT | users/auth0%7Cada/authentication-methods | []"
      })
  void tells_of_a_phone_that_is_no_second_factor_any_more(String method, String path, String body)
      throws Exception {
    logIn(Map.of("mode", "custom", "selected_initiators", List.of("mfa-phone-unenrolled")));
    String phone = enrolled("{\"type\":\"phone\",\"phone_number\":\"+15550100\"}");

    managed(method, path.replace("METHOD", phone.replace("|", "%7C")), body);

    assertThat(claims(told.poll(20, TimeUnit.SECONDS)).string("sub")).contains("auth0|ada");
  }

  @Test
  void tells_of_a_phone_that_the_user_takes_away() throws Exception {
    logIn(Map.of("mode", "custom", "selected_initiators", List.of("mfa-phone-unenrolled")));
    String phone = enrolled("{\"type\":\"phone\",\"phone_number\":\"+15550100\"}");
    String token =
        TENANT
            .first()
            .token(
                TokenSpec.forUser("ada@example.com")
                    .client("web")
                    .audience(TENANT.first().issuer() + "mfa/")
                    .scope("remove:authenticators"))
            .accessToken();

    HttpRequest removal =
        HttpRequest.newBuilder(
                TENANT
                    .first()
                    .issuer()
                    .resolve("/mfa/authenticators/" + phone.replace("phone|", "sms%7C")))
            .header("Authorization", "Bearer " + token)
            .DELETE()
            .build();
    HttpResponse<String> removed =
        HttpClient.newHttpClient().send(removal, HttpResponse.BodyHandlers.ofString());

    assertThat(removed.statusCode()).as(removed.body()).isEqualTo(204);
    assertThat(claims(told.poll(20, TimeUnit.SECONDS)).string("sub")).contains("auth0|ada");
  }

  @Test
  void says_nothing_of_other_factors_and_of_a_phone_that_is_enrolled_anew() throws Exception {
    logIn(Map.of("mode", "all"));
    String app = enrolled("{\"type\":\"totp\",\"totp_secret\":\"JBSWY3DPEHPK3PXP\"}");
    enrolled("{\"type\":\"phone\",\"phone_number\":\"+15550100\"}");

    managed("DELETE", ADA + "/authentication-methods/" + app.replace("|", "%7C"), "");
    managed(
        "PUT",
        ADA + "/authentication-methods",
        "[{\"type\":\"phone\",\"phone_number\":\"+15550100\","
            + "\"preferred_authentication_method\":\"voice\"}]");

    assertThat(tellings()).isZero();
  }

  @Test
  void puts_what_is_known_of_the_session_into_the_token_of_a_client_that_wants_it()
      throws Exception {
    logIn(Map.of("mode", "all"), Map.of("include", true));
    String session = "sessions/" + browser.sessionId();
    managed("PATCH", session, "{\"session_metadata\":{\"org_id\":\"org_acme\"}}");

    managed("DELETE", session, "");

    assertThat(claims(told.poll(20, TimeUnit.SECONDS)).object("session_metadata"))
        .contains(Document.of("org_id", "org_acme"));
  }

  @ParameterizedTest(name = "metadata: {0}, wanted: {1}")
  @CsvSource({"true, false", "false, true"})
  void leaves_out_what_nobody_wants_or_knows(boolean known, boolean wanted) throws Exception {
    logIn(Map.of("mode", "all"), Map.of("include", wanted));
    String session = "sessions/" + browser.sessionId();
    if (known) {
      managed("PATCH", session, "{\"session_metadata\":{\"org_id\":\"org_acme\"}}");
    }

    managed("DELETE", session, "");

    assertThat(claims(told.poll(20, TimeUnit.SECONDS)).has("session_metadata")).isFalse();
  }

  /** The id of a second factor that a user has from now on. */
  private String enrolled(String method) throws Exception {
    String made = managed("POST", ADA + "/authentication-methods", method);
    return Json.readObject(made.getBytes(StandardCharsets.UTF_8)).string("id", "");
  }

  private void logIn(Map<String, Object> initiators) {
    logIn(initiators, Map.of());
  }

  private void logIn(Map<String, Object> initiators, Map<String, Object> metadata) {
    seeded(initiators, metadata);
    browser.hasSessionOf("ada@example.com");
    assertThat(
            browser
                .authorize(
                    "response_type",
                    "code",
                    "client_id",
                    "told",
                    "redirect_uri",
                    CALLBACK,
                    "scope",
                    "openid")
                .parameters())
        .containsKey("code");
  }

  private void seeded(Map<String, Object> initiators) {
    seeded(initiators, Map.of());
  }

  private void seeded(Map<String, Object> initiators, Map<String, Object> metadata) {
    Document logout =
        Document.of(
                "backchannel_logout_urls",
                List.of("http://127.0.0.1:" + application.getAddress().getPort() + "/logout"))
            .with("backchannel_logout_session_metadata", metadata);
    TENANT
        .first()
        .seed(
            Json.text(
                Map.of(
                    "clients",
                    List.of(
                        Map.of(
                            "name",
                            "told",
                            "client_id",
                            "told",
                            "grant_types",
                            List.of("authorization_code"),
                            "callbacks",
                            List.of(CALLBACK),
                            "oidc_logout",
                            initiators.isEmpty()
                                ? logout
                                : logout.with("backchannel_logout_initiators", initiators))),
                    "databases",
                    List.of(
                        Map.of(
                            "name",
                            "Username-Password-Authentication",
                            "strategy",
                            "auth0",
                            "enabled_clients",
                            List.of("web", "told"))))));
  }

  private static Document claims(String body) throws MalformedJson {
    assertThat(body).startsWith("logout_token=");
    return Json.readObject(Base64.getUrlDecoder().decode(body.split("\\.")[1]));
  }

  /** How often a client was told. */
  private static long tellings() {
    return TENANT.first().journal().entries().stream()
        .flatMap(entry -> entry.notes().stream())
        .filter(note -> note.contains("is told of the logout"))
        .count();
  }

  private String managed(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(TENANT.first().issuer().resolve("/api/v2/" + path))
            .header("Authorization", "Bearer " + token())
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
    return answer.body();
  }

  private String token() {
    return browser
        .json(
            "/__admin/tokens",
            Map.of(
                "client",
                "web",
                "audience",
                TENANT.first().issuer() + "api/v2/",
                "scope",
                "delete:sessions update:sessions delete:users update:users read:logs"
                    + " create:authentication_methods delete:authentication_methods"
                    + " update:authentication_methods delete:guardian_enrollments"))
        .string("access_token", "");
  }
}
