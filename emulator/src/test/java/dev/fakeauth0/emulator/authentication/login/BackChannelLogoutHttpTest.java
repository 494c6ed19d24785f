package dev.fakeauth0.emulator.authentication.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.fakeauth0.emulator.ServedTenant;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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

  private void logIn(Map<String, Object> initiators) {
    Document logout =
        Document.of(
            "backchannel_logout_urls",
            List.of("http://127.0.0.1:" + application.getAddress().getPort() + "/logout"));
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

  private void managed(String method, String path, String body) throws Exception {
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
                "delete:sessions update:sessions delete:users update:users read:logs"))
        .string("access_token", "");
  }
}
