package dev.fakeauth0.emulator.authentication.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ServedTenant;
import dev.fakeauth0.emulator.authentication.login.Browsing.Seen;
import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.refusal.RefusalReason;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The attacks of RFC 9700 section 4 and their like, as far as a browser or a client can try them:
 *
 * <ul>
 *   <li>4.1, insufficient redirection URI validation: {@code
 *       sends_no_code_to_a_callback_that_only_looks_like_one_of_the_client}, and {@link
 *       RedirectUrisTest}
 *   <li>4.2, credential leakage by referer headers: {@code
 *       keeps_answers_from_caches_and_referrers}, {@code loads_nothing_of_others_into_a_page}
 *   <li>4.3, credential leakage by browser history: {@code puts_no_token_into_a_query}
 *   <li>4.4, mix-up: {@code names_itself_in_each_answer_where_the_tenant_wants_it}
 *   <li>4.5, authorization code injection: {@code
 *       exchanges_no_code_that_was_injected_into_another_client}, {@code
 *       exchanges_no_code_without_the_verifier_of_its_challenge}
 *   <li>4.6, access token injection: {@code binds_an_access_token_to_the_id_token_beside_it}
 *   <li>4.7, cross-site request forgery: {@code goes_on_with_no_login_that_another_browser_began},
 *       {@code logs_nobody_in_by_the_ticket_of_somebody_else}, {@code
 *       ends_no_session_by_a_form_of_another_site}
 *   <li>4.8, PKCE downgrade: {@code
 *       exchanges_no_code_whose_challenge_was_stripped_from_the_request}, {@code
 *       takes_the_challenge_for_no_verifier}
 *   <li>4.9 and 4.10, access tokens that leak at a resource server or are stolen: {@code
 *       opens_no_other_api_by_a_token}
 *   <li>4.11, open redirection: {@code sends_no_error_to_an_unknown_callback}, {@code
 *       leads_nowhere_after_a_logout_but_where_the_application_may}
 *   <li>4.12, 307 redirect: {@code sends_no_password_on_with_a_redirect}
 *   <li>4.13, TLS terminating reverse proxies: {@code believes_no_header_of_a_proxy}
 *   <li>4.14, refresh token protection: {@code ends_the_family_of_a_refresh_token_that_is_replayed}
 *   <li>4.15, client impersonating resource owner: {@code gives_no_machine_the_subject_of_a_user}
 *   <li>4.16, clickjacking: {@code lets_no_page_be_framed}
 *   <li>4.17, attacks on in-browser communication: {@code
 *       posts_a_message_to_the_origin_of_the_callback_alone}
 * </ul>
 */
class LoginAttacksHttpTest {

  private static final String CALLBACK = "http://localhost:3000/callback";
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  private static final String SCRIPT = "\"'><script>alert(1)</script>";

  @RegisterExtension static final ServedTenant TENANT = ServedTenant.of("login/journey.json");

  private Browsing browser;

  @BeforeEach
  void open() {
    browser = new Browsing(TENANT.first().issuer());
    browser.hasSessionOf("ada@example.com");
  }

  /** RFC 9700 section 4.1: none of these is the callback that was registered. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:3000/callback/",
        "http://localhost:3000/callback?x=1",
        "http://localhost:3000/callback#x",
        "http://localhost:3000/Callback",
        "http://localhost:3000/callback/../evil",
        "http://localhost:3001/callback",
        "http://localhost/callback",
        "https://localhost:3000/callback",
        "http://127.0.0.1:3000/callback",
        "http://localhost:3000@evil.example/callback",
        "http://localhost.evil.example:3000/callback",
        "http://evil.example/http://localhost:3000/callback",
        "http://localhost:3000%2Fcallback",
        "//localhost:3000/callback",
        "javascript:alert(1)",
        "data:text/html,x",
        " http://localhost:3000/callback",
        "http://localhost:3000\\callback"
      })
  void sends_no_code_to_a_callback_that_only_looks_like_one_of_the_client(String lookalike) {
    Seen answer = authorize("web", "redirect_uri", lookalike);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.location()).isEmpty();
    refused(RefusalReason.CALLBACK_NOT_ALLOWED);
  }

  /** RFC 9700 section 4.11: an error does not leave for a place the client never named either. */
  @Test
  void sends_no_error_to_an_unknown_callback() {
    Seen answer = authorize("web", "redirect_uri", "https://evil.example", "prompt", "nobody");

    assertThat(answer.location()).isEmpty();
    refused(RefusalReason.CALLBACK_NOT_ALLOWED);
  }

  /** RFC 9700 section 4.11.2. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "//evil.example",
        "http://localhost:3000@evil.example",
        "http://user@localhost:3000",
        "http://localhost:3000.evil.example",
        "http://localhost:3000\\@evil.example",
        "http://localhost:3001",
        "javascript:alert(1)"
      })
  void leads_nowhere_after_a_logout_but_where_the_application_may(String url) {
    Seen plain = browser.get("/v2/logout", "client_id", "web", "returnTo", url);
    refused(RefusalReason.LOGOUT_URL_NOT_ALLOWED);
    Seen oidc = browser.get("/oidc/logout", "client_id", "web", "post_logout_redirect_uri", url);

    assertThat(plain.status()).isEqualTo(400);
    assertThat(oidc.status()).isEqualTo(400);
    assertThat(plain.location() + oidc.location()).isEmpty();
    refused(RefusalReason.LOGOUT_URL_NOT_ALLOWED);
    assertThat(authorize("web", "prompt", "none").parameters()).containsKey("code");
  }

  /** RFC 9700 section 4.5: a code of one client is nothing in the hands of another. */
  @Test
  void exchanges_no_code_that_was_injected_into_another_client() {
    String code = authorize("web").parameters().get("code");

    Seen stolen = exchange("headless", code);

    assertThat(stolen.status()).isEqualTo(403);
    refused(RefusalReason.CODE_OF_ANOTHER_CLIENT);
  }

  /** RFC 9700 section 4.5.3.1: a stolen code needs the verifier of its own challenge. */
  @Test
  void exchanges_no_code_without_the_verifier_of_its_challenge() {
    String code =
        authorize("web", "code_challenge", CHALLENGE, "code_challenge_method", "S256")
            .parameters()
            .get("code");

    Seen without = exchange("web", code);

    assertThat(without.status()).isNotEqualTo(200);
    refused(RefusalReason.CODE_VERIFIER_MISSING);
  }

  /** RFC 9700 section 4.8.2: who strips the challenge does not get past a verifier that is sent. */
  @Test
  void exchanges_no_code_whose_challenge_was_stripped_from_the_request() {
    String code = authorize("web").parameters().get("code");

    Seen downgraded = exchange("web", code, "code_verifier", VERIFIER);

    assertThat(downgraded.status()).isNotEqualTo(200);
    refused(RefusalReason.CODE_VERIFIER_WRONG);
  }

  /** RFC 7636 section 7.2: S256 is not turned into plain by whoever saw the challenge. */
  @Test
  void takes_the_challenge_for_no_verifier() {
    String code =
        authorize("web", "code_challenge", CHALLENGE, "code_challenge_method", "S256")
            .parameters()
            .get("code");

    Seen plain = exchange("web", code, "code_verifier", CHALLENGE);

    assertThat(plain.status()).isNotEqualTo(200);
    refused(RefusalReason.CODE_VERIFIER_WRONG);
  }

  /** RFC 9700 section 4.7: a login begun elsewhere does not go on in the victim's browser. */
  @Test
  void goes_on_with_no_login_that_another_browser_began() {
    Browsing attacker = new Browsing(TENANT.first().issuer());
    Seen begun =
        attacker.authorize("response_type", "code", "client_id", "web", "redirect_uri", CALLBACK);

    Seen forged = browser.get("/authorize/resume", "state", begun.parameters().get("state"));

    assertThat(forged.status()).isEqualTo(400);
    assertThat(forged.text()).contains("You may have pressed the back button");
    refused(RefusalReason.INTERACTION_OF_ANOTHER_BROWSER);
  }

  @Test
  void goes_on_with_no_login_that_never_was() {
    Seen stale = browser.get("/authorize/resume", "state", "hKFo2SBmb3JnZWQ");

    assertThat(stale.status()).isEqualTo(400);
    refused(RefusalReason.INTERACTION_UNKNOWN);
  }

  /** The sid of an ID token is told to every client: it opens nothing. */
  @Test
  void takes_no_cookie_that_was_made_of_a_session_id() {
    String name = "auth0_" + TENANT.first().issuer().getPort();
    String sid = browser.jar().get(name).split("\\.")[0];

    for (String forged : new String[] {sid, sid + ".", sid + ".x", sid + "." + "A".repeat(43)}) {
      browser.jar().put(name, forged);
      Seen answer = authorize("web", "prompt", "none");

      assertThat(answer.parameters()).containsEntry("error", "login_required");
    }
    refused(RefusalReason.LOGIN_REQUIRED);
  }

  @Test
  void gives_a_browser_another_cookie_at_each_login() {
    String name = "auth0_" + TENANT.first().issuer().getPort();
    String before = browser.jar().get(name);

    browser.authorize(
        "response_type",
        "code",
        "client_id",
        "headless",
        "redirect_uri",
        CALLBACK,
        "prompt",
        "login",
        "login_hint",
        "ada@example.com");

    assertThat(browser.jar().get(name)).isNotEqualTo(before);
  }

  /** RFC 9700 section 4.16. */
  @Test
  void lets_no_page_be_framed() {
    Seen error = authorize("nobody");
    Seen login = browser.get(authorize("web", "prompt", "login").location());
    Seen consent = browser.get(authorize("web", "prompt", "consent").location());

    for (Seen page : List.of(error, login, consent)) {
      assertThat(page.answer().headers().firstValue("X-Frame-Options")).contains("deny");
      assertThat(page.answer().headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("frame-ancestors 'none'");
    }
  }

  /** RFC 9700 section 4.2: what is in the address of an answer is not told to the next site. */
  @Test
  void keeps_answers_from_caches_and_referrers() {
    Seen answer = authorize("web");

    assertThat(answer.answer().headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.answer().headers().firstValue("Referrer-Policy")).contains("no-referrer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "response_type",
        "client_id",
        "redirect_uri",
        "state",
        "nonce",
        "audience",
        "scope",
        "prompt",
        "max_age",
        "connection",
        "organization",
        "invitation",
        "response_mode",
        "code_challenge",
        "code_challenge_method",
        "login_hint",
        "ui_locales",
        "screen_hint",
        "request",
        "request_uri"
      })
  void runs_no_script_that_stands_in_a_parameter(String parameter) {
    Seen answer = authorize("web", parameter, SCRIPT);

    assertThat(answer.text()).doesNotContain("<script>alert");
    assertThat(answer.location()).doesNotContain("<", "\"", "'");
  }

  @Test
  void breaks_no_header_by_a_parameter() {
    Seen answer = authorize("web", "state", "a\r\nSet-Cookie: x=y");

    assertThat(answer.parameters()).containsEntry("state", "a\r\nSet-Cookie: x=y");
    assertThat(answer.answer().headers().allValues("Set-Cookie"))
        .noneMatch(cookie -> cookie.startsWith("x="));
  }

  @Test
  void refuses_a_parameter_that_is_there_twice() {
    Seen answer =
        browser.get(
            "/authorize?response_type=code&client_id=web&client_id=spa&redirect_uri=" + CALLBACK);

    assertThat(answer.status()).isEqualTo(400);
    refused(RefusalReason.PARAMETER_REPEATED);
  }

  @Test
  void ends_no_session_by_a_form_of_another_site() {
    Seen question = browser.get("/oidc/logout", "client_id", "web");
    Browsing other = new Browsing(TENANT.first().issuer());

    Seen forged =
        other.post("/u/logout", "state", question.parameters().get("state"), "action", "accept");

    assertThat(forged.status()).isEqualTo(400);
    assertThat(authorize("web", "prompt", "none").parameters()).containsKey("code");
  }

  /** RFC 9700 section 4.2: a page of a login has nothing that could carry its address away. */
  @Test
  void loads_nothing_of_others_into_a_page() {
    Seen page = browser.get(authorize("web", "prompt", "login").location());

    assertThat(page.answer().headers().firstValue("Referrer-Policy")).contains("same-origin");
    assertThat(page.answer().headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'")
        .contains("img-src data:");
    assertThat(page.text()).doesNotContain("src=\"http", "<script src");
  }

  /** RFC 9700 section 4.3: what stands in a query stays in histories and logs. */
  @Test
  void puts_no_token_into_a_query() {
    Seen answer = authorize("implicit", "response_type", "token", "response_mode", "query");

    assertThat(answer.location()).doesNotContain("access_token");
    refused(RefusalReason.PARAMETER_INVALID);
  }

  /** RFC 9700 section 4.4; RFC 9207: a setting of the tenant, off unless it is switched on. */
  @Test
  void names_itself_in_each_answer_where_the_tenant_wants_it() {
    Seen silent = authorize("web");
    String before = browser.get("/.well-known/openid-configuration").text();
    TENANT.first().seed("tenant: {authorization_response_iss_parameter_supported: true}");
    String issuer = TENANT.first().issuer().toString();

    Seen code = authorize("web");
    Seen error = authorize("web", "prompt", "nobody");
    Seen tokens = authorize("implicit", "response_type", "id_token", "nonce", "n");

    assertThat(silent.parameters()).doesNotContainKey("iss");
    assertThat(before).doesNotContain("authorization_response_iss_parameter_supported");
    assertThat(code.parameters()).containsKey("code").containsEntry("iss", issuer);
    assertThat(error.parameters()).containsKey("error").containsEntry("iss", issuer);
    assertThat(tokens.parameters()).containsKey("id_token").containsEntry("iss", issuer);
    assertThat(browser.get("/.well-known/oauth-authorization-server").text())
        .contains("\"authorization_response_iss_parameter_supported\":true");
  }

  /** RFC 9700 section 4.6; OpenID Connect Core section 3.2.2.9. */
  @Test
  void binds_an_access_token_to_the_id_token_beside_it() throws Exception {
    Map<String, String> answer =
        authorize("implicit", "response_type", "id_token token", "scope", "openid", "nonce", "n1")
            .parameters();

    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(answer.get("access_token").getBytes(StandardCharsets.US_ASCII));
    String half = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16));
    assertThat(claims(answer.get("id_token")))
        .contains("\"at_hash\":\"" + half + "\"", "\"nonce\":\"n1\"");
  }

  /** RFC 9700 section 4.7.1: a login that an attacker made does not become the victim's. */
  @Test
  void logs_nobody_in_by_the_ticket_of_somebody_else() {
    Seen answer = authorize("web", "prompt", "login", "login_ticket", "guessed");

    assertThat(answer.place()).startsWith("/u/login");
  }

  /** RFC 9700 sections 4.9 and 4.10: a token is good where it is meant for, and nowhere else. */
  @Test
  void opens_no_other_api_by_a_token() {
    String token =
        authorize("implicit", "response_type", "token", "audience", "https://api.example.com")
            .parameters()
            .getOrDefault("access_token", consented());

    assertThat(claims(token)).contains("\"aud\":\"https://api.example.com\"");
    assertThat(browser.managed("/api/v2/users", token)).contains("\"statusCode\":401");
    assertThat(browser.managed("/userinfo", token)).isEqualTo("Unauthorized");
  }

  private String consented() {
    Seen consent =
        authorize("implicit", "response_type", "token", "audience", "https://api.example.com");
    Seen accepted = browser.post(consent.location(), "action", "accept");
    return browser.get(accepted.location()).parameters().get("access_token");
  }

  /** RFC 9700 section 4.12: a 307 would hand the form on, with the password in it. */
  @Test
  void sends_no_password_on_with_a_redirect() {
    String login =
        authorize("web", "prompt", "login").location().replace("/u/login/identifier", "/u/login");

    Seen resume = browser.post(login, "username", "ada@example.com", "password", "Passw0rd!");
    Seen answer = browser.get(resume.location());
    Seen posted =
        browser.post(
            "/authorize", "response_type", "code", "client_id", "web", "redirect_uri", CALLBACK);

    assertThat(List.of(resume.status(), answer.status(), posted.status())).containsOnly(302);
    assertThat(resume.location() + answer.location()).doesNotContain("Passw0rd");
  }

  /** RFC 9700 section 4.13: nobody outside says what only a proxy could know. */
  @Test
  void believes_no_header_of_a_proxy() throws Exception {
    HttpResponse<String> metadata =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        TENANT.first().issuer().resolve("/.well-known/openid-configuration"))
                    .header("X-Forwarded-Host", "evil.example")
                    .header("X-Forwarded-Proto", "https")
                    .header("Forwarded", "host=evil.example;proto=https")
                    .header("X-Original-Host", "evil.example")
                    .build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(metadata.body())
        .contains("\"issuer\":\"" + TENANT.first().issuer() + "\"")
        .doesNotContain("evil.example");
  }

  /** RFC 9700 section 4.14.2: of a thief and the owner, one replays, and nobody goes on. */
  @Test
  void ends_the_family_of_a_refresh_token_that_is_replayed() {
    TENANT
        .first()
        .seed(
            """
            clients:
              - name: rotating
                client_id: rotating
                client_secret: rotating-secret
                oidc_conformant: true
                grant_types: [authorization_code, refresh_token]
                refresh_token: {rotation_type: rotating, expiration_type: expiring}
                callbacks: ["http://localhost:3000/callback"]
            databases:
              - name: Username-Password-Authentication
                strategy: auth0
                enabled_clients: [web, rotating]
            """);
    String code = authorize("rotating", "scope", "openid offline_access").parameters().get("code");
    String first = member("refresh_token", exchange("rotating", code));
    String second = member("refresh_token", refreshed(first));

    Seen replayed = refreshed(first);
    Seen after = refreshed(second);

    assertThat(replayed.status()).isEqualTo(403);
    assertThat(after.status()).isEqualTo(403);
    assertThat(after.text()).contains("Unknown or invalid refresh token.");
  }

  private Seen refreshed(String token) {
    return browser.post(
        "/oauth/token",
        "grant_type",
        "refresh_token",
        "client_id",
        "rotating",
        "client_secret",
        "rotating-secret",
        "refresh_token",
        token);
  }

  /** RFC 9700 section 4.15: whatever a client is called, its subject is no user's. */
  @Test
  void gives_no_machine_the_subject_of_a_user() {
    TENANT
        .first()
        .seed(
            """
            clients:
              - name: impostor
                client_id: auth0|ada
                client_secret: secret
                grant_types: [client_credentials]
            clientGrants:
              - {client_id: "auth0|ada", audience: "https://api.example.com", scope: []}
            """);

    Seen token =
        browser.post(
            "/oauth/token",
            "grant_type",
            "client_credentials",
            "client_id",
            "auth0|ada",
            "client_secret",
            "secret",
            "audience",
            "https://api.example.com");

    assertThat(claims(member("access_token", token)))
        .contains("\"sub\":\"auth0|ada@clients\"", "\"gty\":\"client-credentials\"");
  }

  /** RFC 9700 section 4.17.1. */
  @Test
  void posts_a_message_to_the_origin_of_the_callback_alone() {
    Seen page = authorize("web", "response_mode", "web_message");

    assertThat(page.text()).contains("\"http://localhost:3000\"").doesNotContain("\"*\"");
    assertThat(page.answer().headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("frame-ancestors http://localhost:3000");
  }

  private static String member(String name, Seen seen) {
    assertThat(seen.text()).contains("\"" + name + "\"");
    return seen.text().replaceFirst("(?s).*\"" + name + "\":\"([^\"]*)\".*", "$1");
  }

  private static String claims(String token) {
    return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
  }

  private Seen authorize(String client, String... changes) {
    Map<String, String> sent = new java.util.LinkedHashMap<>();
    sent.put("response_type", "code");
    sent.put("client_id", client);
    sent.put("redirect_uri", CALLBACK);
    for (int i = 0; i < changes.length; i += 2) {
      sent.put(changes[i], changes[i + 1]);
    }
    return browser.authorize(
        sent.entrySet().stream()
            .flatMap(each -> java.util.stream.Stream.of(each.getKey(), each.getValue()))
            .toArray(String[]::new));
  }

  private Seen exchange(String client, String code, String... more) {
    String[] form = new String[10 + more.length];
    System.arraycopy(
        new String[] {
          "grant_type",
          "authorization_code",
          "client_id",
          client,
          "client_secret",
          client + "-secret",
          "code",
          code,
          "redirect_uri",
          CALLBACK
        },
        0,
        form,
        0,
        10);
    System.arraycopy(more, 0, form, 10, more.length);
    return browser.post("/oauth/token", form);
  }

  private static void refused(RefusalReason reason) {
    JournalEntry last =
        TENANT.first().journal().entries().stream()
            .filter(entry -> entry.diagnosis().isPresent())
            .reduce((one, other) -> other)
            .orElseThrow();
    assertThat(last.diagnosis().orElseThrow().reason()).isEqualTo(reason);
    assertThat(last.diagnosis().orElseThrow().remedies()).isNotEmpty();
  }
}
