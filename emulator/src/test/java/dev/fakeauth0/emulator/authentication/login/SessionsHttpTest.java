package dev.fakeauth0.emulator.authentication.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.fakeauth0.emulator.ServedTenant;
import dev.fakeauth0.emulator.authentication.login.Browsing.Seen;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.failure.FailureRule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sessions of browsers: how long they last, who is told of their end, what may be forced. */
class SessionsHttpTest {

  private static final String CALLBACK = "http://localhost:3000/callback";

  @RegisterExtension static final ServedTenant TENANT = ServedTenant.of("login/journey.json");

  private Browsing browser;

  @BeforeEach
  void open() {
    browser = new Browsing(TENANT.first().issuer());
  }

  @Test
  void gives_a_test_the_session_and_the_cookie_to_put_into_its_browser() {
    Document given = browser.json("/__admin/sessions", Map.of("user", "ada@example.com"));

    Document session = given.object("session").orElseThrow();
    assertThat(session.string("user_id")).contains("auth0|ada");
    assertThat(session.asMap())
        .containsKeys("id", "authenticated_at", "idle_expires_at", "expires_at", "device")
        .doesNotContainKeys("cookie_fingerprint", "connection");
    assertThat(given.objects("cookies"))
        .singleElement()
        .satisfies(
            cookie -> {
              assertThat(cookie.string("name", ""))
                  .isEqualTo("auth0_" + TENANT.first().issuer().getPort());
              assertThat(cookie.string("same_site")).contains("Lax");
            });
    assertThat(silent().parameters()).containsKey("code");
  }

  @Test
  void names_the_users_there_are_where_a_session_is_wanted_for_another() {
    Document refused = browser.json("/__admin/sessions", Map.of("user", "adda@example.com"));

    assertThat(refused.object("diagnosis").orElseThrow().strings("remedies"))
        .contains("did you mean ada@example.com?");
  }

  @Test
  void forgets_a_session_that_was_idle_for_three_days() {
    browser.hasSessionOf("ada@example.com");

    TENANT.first().clock().advance(Duration.ofHours(71));
    Seen inTime = silent();
    TENANT.first().clock().advance(Duration.ofHours(71));
    Seen again = silent();
    TENANT.first().clock().advance(Duration.ofHours(73));
    Seen late = silent();

    assertThat(inTime.parameters()).containsKey("code");
    assertThat(again.parameters()).containsKey("code");
    assertThat(late.parameters()).containsEntry("error", "login_required");
  }

  @Test
  void forgets_a_session_of_seven_days_however_busy() {
    browser.hasSessionOf("ada@example.com");

    for (int day = 1; day < 7; day++) {
      TENANT.first().clock().advance(Duration.ofDays(1));
      assertThat(silent().parameters()).containsKey("code");
    }
    TENANT.first().clock().advance(Duration.ofHours(25));

    assertThat(silent().parameters()).containsEntry("error", "login_required");
  }

  @Test
  void asks_again_for_a_login_that_is_older_than_max_age() {
    browser.hasSessionOf("ada@example.com");
    TENANT.first().clock().advance(Duration.ofMinutes(10));

    Seen young = code("web", "max_age", "3600");
    Seen old = code("web", "max_age", "60");

    assertThat(young.parameters()).containsKey("code");
    assertThat(old.place()).startsWith("/u/login");
  }

  @Test
  void fails_silent_logins_and_consents_where_a_rule_says_so() {
    browser.hasSessionOf("ada@example.com");
    TENANT
        .first()
        .failures()
        .add(
            FailureRule.parse("consent-denied;times=1"),
            FailureRule.parse("login-required;client=web;times=1"));

    Seen first = silent();
    Seen second = silent();
    Seen third = silent();

    assertThat(first.location())
        .startsWith(CALLBACK + "?error=login_required&error_description=Login%20required");
    assertThat(second.parameters()).containsEntry("error", "access_denied");
    assertThat(third.parameters()).containsKey("code");
  }

  @Test
  void tells_the_applications_of_a_session_that_it_ended() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    HttpServer application =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    application.createContext(
        "/backchannel",
        exchange -> {
          told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    application.start();
    try {
      TENANT
          .first()
          .seed(
              Json.text(
                  Map.of(
                      "clients",
                      java.util.List.of(
                          Map.of(
                              "name",
                              "told",
                              "client_id",
                              "told",
                              "grant_types",
                              java.util.List.of("authorization_code"),
                              "callbacks",
                              java.util.List.of(CALLBACK),
                              "oidc_logout",
                              Map.of(
                                  "backchannel_logout_urls",
                                  java.util.List.of(
                                      "http://127.0.0.1:"
                                          + application.getAddress().getPort()
                                          + "/backchannel")))),
                      "databases",
                      java.util.List.of(
                          Map.of(
                              "name",
                              "Username-Password-Authentication",
                              "strategy",
                              "auth0",
                              "enabled_clients",
                              java.util.List.of("web", "told"))))));
      browser.hasSessionOf("ada@example.com");
      code("told", "scope", "openid");

      browser.get("/v2/logout");
      String body = told.poll(20, TimeUnit.SECONDS);

      assertThat(body).startsWith("logout_token=");
      String[] parts = body.substring("logout_token=".length()).split("\\.");
      assertThat(decoded(parts[0]).string("typ")).contains("logout+jwt");
      Document claims = decoded(parts[1]);
      assertThat(claims.string("aud")).contains("told");
      assertThat(claims.string("sub")).contains("auth0|ada");
      assertThat(claims.object("events").orElseThrow().asMap())
          .containsKey("http://schemas.openid.net/event/backchannel-logout");
      assertThat(claims.has("sid")).isTrue();
      assertThat(claims.has("nonce")).isFalse();
    } finally {
      application.stop(0);
    }
  }

  private Seen silent() {
    return code("web", "prompt", "none");
  }

  private Seen code(String client, String... more) {
    String[] parameters = new String[6 + more.length];
    System.arraycopy(
        new String[] {"response_type", "code", "client_id", client, "redirect_uri", CALLBACK},
        0,
        parameters,
        0,
        6);
    System.arraycopy(more, 0, parameters, 6, more.length);
    return browser.authorize(parameters);
  }

  private static Document decoded(String part) throws IOException {
    try {
      return Json.readObject(Base64.getUrlDecoder().decode(part));
    } catch (MalformedJson e) {
      throw new IOException(e);
    }
  }
}
