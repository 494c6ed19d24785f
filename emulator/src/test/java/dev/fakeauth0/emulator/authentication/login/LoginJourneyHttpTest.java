package dev.fakeauth0.emulator.authentication.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ServedTenant;
import dev.fakeauth0.emulator.authentication.login.Browsing.Seen;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Logins as a browser sees them, from {@code /authorize} to the tokens and the logout. */
class LoginJourneyHttpTest {

  private static final String CALLBACK = "http://localhost:3000/callback";

  @RegisterExtension static final ServedTenant TENANT = ServedTenant.of("login/journey.json");

  private Browsing browser;

  @BeforeEach
  void open() {
    browser = new Browsing(TENANT.first().issuer());
  }

  /** It takes a cookie with Max-Age for one of RFC 2109, and sends it in quotes. */
  @Test
  void knows_the_browser_that_the_jdks_cookie_manager_makes() throws Exception {
    java.net.http.HttpClient jdk =
        java.net.http.HttpClient.newBuilder().cookieHandler(new java.net.CookieManager()).build();
    java.net.URI begins =
        TENANT
            .first()
            .issuer()
            .resolve(
                "/authorize?response_type=code&client_id=web&redirect_uri="
                    + "http://localhost:3000/callback");
    String page =
        jdk.send(
                java.net.http.HttpRequest.newBuilder(begins).build(),
                java.net.http.HttpResponse.BodyHandlers.discarding())
            .headers()
            .firstValue("Location")
            .orElseThrow();

    int shown =
        jdk.send(
                java.net.http.HttpRequest.newBuilder(begins.resolve(page)).build(),
                java.net.http.HttpResponse.BodyHandlers.discarding())
            .statusCode();

    assertThat(shown).isEqualTo(200);
  }

  @Test
  void leads_to_the_login_page_of_the_interaction_and_tells_the_browser_apart() {
    Seen page = code("web", "scope", "openid");

    assertThat(page.status()).isEqualTo(302);
    assertThat(page.location()).startsWith("/u/login/identifier?state=hKFo2SB");
    assertThat(browser.jar()).containsOnlyKeys("did_" + TENANT.first().issuer().getPort());
    assertThat(page.answer().headers().allValues("Set-Cookie"))
        .allMatch(
            cookie -> cookie.contains("; Path=/") && cookie.endsWith("; HttpOnly; SameSite=Lax"));
  }

  @Test
  void answers_a_browser_with_a_session_at_once_and_the_code_is_good_for_tokens() {
    browser.hasSessionOf("ada@example.com");

    Seen answer = code("web", "scope", "openid profile", "state", "a b&c", "nonce", "n-1");
    Document tokens = exchange(answer.parameters().get("code"));

    assertThat(answer.place()).isEqualTo(CALLBACK);
    assertThat(answer.parameters().keySet()).containsExactly("code", "state");
    assertThat(answer.parameters()).containsEntry("state", "a b&c");
    Document id = claims(tokens.string("id_token", ""));
    assertThat(id.string("nonce")).contains("n-1");
    assertThat(id.string("sid"))
        .contains(browser.jar().get("auth0_" + TENANT.first().issuer().getPort()).split("\\.")[0]);
  }

  @Test
  void answers_tokens_in_the_fragment_in_the_order_of_live_tenants() {
    browser.hasSessionOf("ada@example.com");

    Seen answer =
        browser.authorize(
            "response_type",
            "token id_token",
            "client_id",
            "implicit",
            "redirect_uri",
            CALLBACK,
            "scope",
            "openid",
            "nonce",
            "n-2",
            "state",
            "s");

    assertThat(answer.location()).startsWith(CALLBACK + "#");
    assertThat(answer.parameters().keySet())
        .containsExactly("access_token", "id_token", "scope", "expires_in", "token_type", "state");
    assertThat(answer.parameters()).containsEntry("expires_in", "7200");
    assertThat(claims(answer.parameters().get("id_token")).has("at_hash")).isTrue();
  }

  @Test
  void posts_the_answer_by_a_form_that_nothing_sent_can_break_out_of() {
    browser.hasSessionOf("ada@example.com");

    Seen answer =
        browser.authorize(
            "response_type",
            "id_token",
            "response_mode",
            "form_post",
            "client_id",
            "implicit",
            "redirect_uri",
            CALLBACK,
            "scope",
            "openid",
            "nonce",
            "n",
            "state",
            "\"><script>");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text())
        .contains("action=\"" + CALLBACK + "\"", "name=\"id_token\"", "&#34;>&lt;script>")
        .doesNotContain("\"><script>");
  }

  @Test
  void sends_the_answer_to_the_origin_of_the_callback_by_web_message() {
    browser.hasSessionOf("ada@example.com");

    Seen answer =
        code("web", "response_mode", "web_message", "prompt", "none", "state", "</script>");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text())
        .contains("data-target=\"http://localhost:3000\"", "&#34;code&#34;:", "&#34;&lt;/script>")
        .doesNotContain("&#34;</script>");
    assertThat(answer.answer().headers().firstValue("X-Frame-Options")).isEmpty();
  }

  @Test
  void logs_in_whom_the_hint_names_where_the_seed_switches_that_on() {
    Seen answer = code("headless", "login_hint", "bob@example.com", "scope", "openid");

    assertThat(
            claims(exchange("headless", answer.parameters().get("code")).string("id_token", ""))
                .string("sub"))
        .contains("auth0|bob");
    assertThat(browser.jar()).hasSize(2);
  }

  @Test
  void asks_for_consent_where_the_api_is_reached_from_localhost_and_remembers_it() {
    browser.hasSessionOf("ada@example.com");
    String[] wanted = {"audience", "https://api.example.com", "scope", "openid read:messages"};

    Seen asked = code("web", wanted);
    Seen answered = says("accept", asked);
    Seen again = code("web", "audience", wanted[1], "scope", wanted[3], "prompt", "none");
    Seen more = code("web", "audience", wanted[1], "scope", "write:messages", "prompt", "none");

    assertThat(asked.place()).isEqualTo("/u/consent");
    assertThat(answered.parameters()).containsKey("code");
    assertThat(again.parameters()).containsKey("code");
    assertThat(more.parameters()).containsEntry("error", "consent_required");
  }

  @Test
  void tells_the_callback_that_the_user_said_no() {
    browser.hasSessionOf("ada@example.com");

    Seen answer = says("deny", code("web", "audience", "https://api.example.com", "state", "s"));

    assertThat(answer.location())
        .isEqualTo(
            CALLBACK
                + "?error=access_denied&error_description=User%20did%20not%20authorize%20the"
                + "%20request&state=s");
  }

  @Test
  void goes_on_with_an_interaction_once() {
    Seen page = code("web");

    Seen first = logsIn(page);
    Seen back = browser.get("/authorize/resume", "state", page.parameters().get("state"));

    assertThat(first.parameters()).containsKey("code");
    assertThat(back.status()).isEqualTo(400);
    assertThat(back.text()).contains("You may have pressed the back button");
  }

  @Test
  void gives_a_session_by_which_the_next_application_needs_no_login() {
    logsIn(code("web"));

    Seen spa =
        browser.authorize(
            "response_type",
            "code",
            "client_id",
            "spa",
            "redirect_uri",
            CALLBACK,
            "prompt",
            "none",
            "code_challenge",
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
            "code_challenge_method",
            "S256");

    assertThat(spa.parameters()).containsKey("code");
  }

  @Test
  void takes_a_request_that_was_pushed_once() {
    browser.hasSessionOf("ada@example.com");
    Seen pushed =
        browser.post(
            "/oauth/par",
            "client_id",
            "web",
            "client_secret",
            "web-secret",
            "response_type",
            "code",
            "redirect_uri",
            CALLBACK,
            "state",
            "pushed");
    String uri = document(pushed.text()).string("request_uri", "");

    Seen answer = browser.authorize("client_id", "web", "request_uri", uri);
    Seen again = browser.authorize("client_id", "web", "request_uri", uri);

    assertThat(pushed.status()).isEqualTo(201);
    assertThat(uri).startsWith("urn:ietf:params:oauth:request_uri:");
    assertThat(answer.parameters()).containsKey("code").containsEntry("state", "pushed");
    assertThat(again.status()).isEqualTo(400);
  }

  @Test
  void reads_no_json_where_requests_are_pushed() {
    Seen pushed =
        browser.fetch(
            "/oauth/par",
            "",
            Map.of("client_id", "web", "client_secret", "web-secret", "response_type", "code"));

    assertThat(pushed.status()).isEqualTo(401);
    assertThat(TENANT.first().journal().last().orElseThrow().diagnosis().orElseThrow().because())
        .contains("a body of the Content-Type \"application/json\" is not read");
  }

  @Test
  void ends_the_session_and_leads_where_the_application_may_lead() {
    browser.hasSessionOf("ada@example.com");

    Seen out =
        browser.get("/v2/logout", "client_id", "web", "returnTo", "http://localhost:3000?bye=1");
    Seen silent = code("web", "prompt", "none");

    assertThat(out.location()).isEqualTo("http://localhost:3000?bye=1");
    assertThat(silent.parameters()).containsEntry("error", "login_required");
    assertThat(code("web", "prompt", "none").parameters()).containsEntry("error", "login_required");
  }

  @Test
  void asks_before_it_ends_a_session_that_no_hint_is_about() {
    browser.hasSessionOf("ada@example.com");

    Seen question = browser.get("/oidc/logout", "client_id", "web", "state", "s");
    Seen page = browser.get(question.location());
    Seen yes =
        browser.post("/u/logout", "state", question.parameters().get("state"), "action", "accept");

    assertThat(question.place()).isEqualTo("/u/logout");
    assertThat(page.text()).contains("name=\"action\"", "value=\"accept\"");
    assertThat(yes.location()).isEqualTo("http://localhost:3000?state=s");
    assertThat(code("web", "prompt", "none").parameters()).containsEntry("error", "login_required");
  }

  @Test
  void ends_the_session_of_an_id_token_hint_without_a_question() {
    browser.hasSessionOf("ada@example.com");
    String hint =
        exchange(code("web", "scope", "openid").parameters().get("code")).string("id_token", "");

    Seen out =
        browser.get(
            "/oidc/logout",
            "id_token_hint",
            hint,
            "post_logout_redirect_uri",
            "http://localhost:3000");

    assertThat(out.location()).isEqualTo("http://localhost:3000");
    assertThat(code("web", "prompt", "none").parameters()).containsEntry("error", "login_required");
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

  /** Logs ada in by the pages. */
  private Seen logsIn(Seen page) {
    String state = page.parameters().get("state");
    Seen password =
        browser.post(
            page.location(), "state", state, "username", "ada@example.com", "action", "default");
    Seen done =
        browser.post(
            password.location(),
            "state",
            state,
            "username",
            "ada@example.com",
            "password",
            "Passw0rd!",
            "action",
            "default");
    return browser.get(done.location());
  }

  /** Answers the consent page. */
  private Seen says(String action, Seen page) {
    String state = page.parameters().get("state");
    Seen done = browser.post(page.location(), "state", state, "action", action);
    return browser.get(done.location());
  }

  private Document exchange(String code) {
    return exchange("web", code);
  }

  private Document exchange(String client, String code) {
    return document(
        browser
            .post(
                "/oauth/token",
                "grant_type",
                "authorization_code",
                "client_id",
                client,
                "client_secret",
                client + "-secret",
                "code",
                code,
                "redirect_uri",
                CALLBACK)
            .text());
  }

  private static Document claims(String token) {
    return document(
        new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8));
  }

  private static Document document(String json) {
    try {
      return Json.readObject(json.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJson e) {
      throw new AssertionError(json, e);
    }
  }
}
