package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.refusal.RefusalReason.CONNECTION_UNKNOWN;
import static dev.fakeauth0.refusal.RefusalReason.FEDERATED_TOKEN_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.FEDERATED_USER_UNKNOWN;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_REFRESH_TOKEN;
import static dev.fakeauth0.refusal.RefusalReason.PARAMETER_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.PUBLIC_CLIENT;
import static dev.fakeauth0.refusal.RefusalReason.ROTATING_REFRESH_TOKEN;
import static dev.fakeauth0.refusal.RefusalReason.SUBJECT_TOKEN_DENIED;
import static dev.fakeauth0.refusal.RefusalReason.SUBJECT_TOKEN_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.UNKNOWN_SUBJECT_TOKEN_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ServedTenant;
import dev.fakeauth0.emulator.authentication.login.Browsing;
import dev.fakeauth0.emulator.authentication.login.Browsing.Seen;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.refusal.RefusalReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Access tokens of identity providers for the user of one of the tenant's own tokens. */
class TokenVaultHttpTest {

  private static final String GRANT =
      "urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token";
  private static final String REQUESTED =
      "http://auth0.com/oauth/token-type/federated-connection-access-token";
  private static final String REFRESH = "urn:ietf:params:oauth:token-type:refresh_token";
  private static final String ACCESS = "urn:ietf:params:oauth:token-type:access_token";
  private static final String API = "https://api.example.com";
  private static final String CALLBACK = "https://app.example.com/callback";

  @RegisterExtension static final ServedTenant TENANT = ServedTenant.of("token-vault/tenant.yaml");

  private Browsing browser;

  @BeforeEach
  void open() {
    browser = new Browsing(TENANT.first().issuer());
  }

  @Test
  void hands_on_the_token_of_the_connection_for_a_refresh_token() throws Exception {
    Seen reply = byRefreshToken("google-oauth2");

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(body(reply).asMap())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "access_token",
                "google-token-of-ada",
                "scope",
                "openid https://www.googleapis.com/auth/calendar",
                "expires_in",
                3600L,
                "token_type",
                "Bearer",
                "issued_token_type",
                REQUESTED));
  }

  @Test
  void picks_the_account_that_the_hint_means() throws Exception {
    Seen byId = byRefreshToken("google-oauth2", "login_hint", "222");
    Seen byAddress = byRefreshToken("google-oauth2", "login_hint", "ada@work.example");
    Seen nobody = byRefreshToken("google-oauth2", "login_hint", "333");

    assertThat(body(byId).string("access_token")).contains("google-token-of-work");
    assertThat(body(byAddress).string("access_token")).contains("google-token-of-work");
    refused(nobody, 401, "user_not_found", FEDERATED_USER_UNKNOWN);
  }

  @Test
  void hands_on_the_token_to_the_client_that_serves_the_api_of_an_access_token() throws Exception {
    String own = login("web", API).string("access_token", "");
    String other = login("web", "https://other.example.com").string("access_token", "");

    Seen granted = exchange("backend", own, ACCESS, "google-oauth2");
    Seen foreign = exchange("backend", other, ACCESS, "google-oauth2");
    RefusalReason reason = reason();
    Seen elsewhere = exchange("web", own, ACCESS, "google-oauth2");
    Seen forged = exchange("backend", own.substring(0, own.length() - 6) + "AAAAAA", ACCESS, "x");

    assertThat(granted.status()).as(granted.text()).isEqualTo(200);
    assertThat(foreign.status()).isEqualTo(400);
    assertThat(reason).isEqualTo(SUBJECT_TOKEN_DENIED);
    assertThat(elsewhere.status()).isEqualTo(400);
    refused(forged, 400, "invalid_request", SUBJECT_TOKEN_DENIED);
  }

  @Test
  void keeps_the_tokens_of_a_login_at_a_provider_and_renews_them() throws Exception {
    String refreshToken = loginAtGoogle();
    Document first = body(exchange("web", refreshToken, REFRESH, "google-oauth2"));
    Document again = body(exchange("web", refreshToken, REFRESH, "google-oauth2"));
    TENANT.first().clock().advance(Duration.ofMinutes(61));
    Document later = body(exchange("web", refreshToken, REFRESH, "google-oauth2"));

    assertThat(first.number("expires_in")).contains(3600L);
    assertThat(first.string("scope")).contains("openid profile email");
    assertThat(again.string("access_token")).isEqualTo(first.string("access_token"));
    assertThat(later.string("access_token")).isPresent().isNotEqualTo(first.string("access_token"));
  }

  @Test
  void shows_that_tokens_are_there_and_never_what_they_are() throws Exception {
    String refreshToken = loginAtGoogle();
    String token =
        body(exchange("web", refreshToken, REFRESH, "google-oauth2")).string("access_token", "");

    String sets =
        browser.managed(
            "/api/v2/users/google-oauth2%7C4711/federated-connections-tokensets",
            managementToken("read:federated_connections_tokens"));

    assertThat(sets).contains("\"connection\":\"google-oauth2\"", "last_used_at", "expires_at");
    assertThat(sets).doesNotContain(token, "access_token", "refresh_token", "subject");
  }

  @Test
  void refuses_where_no_token_is_kept() throws Exception {
    String words = "federated_connection_refresh_token_not_found";

    refused(byRefreshToken("github"), 401, words, FEDERATED_TOKEN_MISSING);
    refused(byRefreshToken("slack"), 401, words, FEDERATED_TOKEN_MISSING);
    refused(byRefreshToken("nowhere"), 400, "invalid_request", CONNECTION_UNKNOWN);
  }

  @Test
  void refuses_requests_that_are_not_whole() throws Exception {
    String token = login("web", API).string("refresh_token", "");

    refused(exchange("web", "", REFRESH, "x"), 400, "invalid_request", SUBJECT_TOKEN_MISSING);
    refused(exchange("web", token, REFRESH, ""), 400, "invalid_request", PARAMETER_MISSING);
    refused(
        exchange("web", token, "urn:x", "google-oauth2"),
        400,
        "invalid_request",
        UNKNOWN_SUBJECT_TOKEN_TYPE);
    refused(
        exchange("web", token, REFRESH, "google-oauth2", "requested_token_type", "urn:x"),
        400,
        "invalid_request",
        SUBJECT_TOKEN_DENIED);
    refused(
        exchange("web", "unknown", REFRESH, "google-oauth2"),
        403,
        "invalid_grant",
        INVALID_REFRESH_TOKEN);
  }

  @Test
  void refuses_clients_and_tokens_that_are_not_for_it() throws Exception {
    String rotating = login("rotating", API).string("refresh_token", "");

    refused(
        exchange("rotating", rotating, REFRESH, "google-oauth2"),
        400,
        "invalid_request",
        ROTATING_REFRESH_TOKEN);
    assertThat(exchange("spa", rotating, REFRESH, "google-oauth2").status()).isEqualTo(401);
    assertThat(reason()).isEqualTo(PUBLIC_CLIENT);
  }

  @Test
  void logs_the_exchange_with_its_user() throws Exception {
    byRefreshToken("google-oauth2");
    byRefreshToken("github");

    String logs = browser.managed("/api/v2/logs", managementToken("read:logs read:logs_users"));

    assertThat(logs).contains("\"type\":\"seta\"", "\"type\":\"feta\"");
    assertThat(logs).contains("\"user_id\":\"auth0|ada\"");
  }

  private Seen byRefreshToken(String connection, String... more) throws Exception {
    return exchange(
        "web", login("web", API).string("refresh_token", ""), REFRESH, connection, more);
  }

  private Document login(String client, String audience) throws Exception {
    return body(
        browser.post(
            "/oauth/token",
            "grant_type",
            "password",
            "client_id",
            client,
            "client_secret",
            client + "-secret",
            "username",
            "ada@example.com",
            "password",
            "Passw0rd!",
            "audience",
            audience,
            "scope",
            "openid offline_access read:messages"));
  }

  /** Logs in at the page that plays Google; the refresh token. */
  private String loginAtGoogle() throws Exception {
    Seen login =
        browser.authorize(
            "response_type",
            "code",
            "client_id",
            "web",
            "redirect_uri",
            CALLBACK,
            "connection",
            "google-oauth2",
            "audience",
            API,
            "scope",
            "openid offline_access");
    Seen provider = browser.get(login.location());
    Seen resume =
        browser.post(provider.location(), "email", "grace@gmail.example", "subject", "4711");
    Seen answer = browser.get(resume.location());
    return body(browser.post(
            "/oauth/token",
            "grant_type",
            "authorization_code",
            "client_id",
            "web",
            "client_secret",
            "web-secret",
            "redirect_uri",
            CALLBACK,
            "code",
            answer.parameters().getOrDefault("code", "")))
        .string("refresh_token", "");
  }

  private Seen exchange(
      String client, String token, String type, String connection, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "grant_type",
                GRANT,
                "client_id",
                client,
                "client_secret",
                client + "-secret",
                "subject_token",
                token,
                "subject_token_type",
                type,
                "connection",
                connection));
    if (!List.of(more).contains("requested_token_type")) {
      all.addAll(List.of("requested_token_type", REQUESTED));
    }
    all.addAll(List.of(more));
    return browser.post("/oauth/token", all.toArray(String[]::new));
  }

  private String managementToken(String scope) {
    return browser
        .json(
            "/__admin/tokens",
            Map.of(
                "client", "web", "audience", TENANT.first().managementAudience(), "scope", scope))
        .string("access_token", "");
  }

  private static void refused(Seen reply, int status, String error, RefusalReason reason)
      throws Exception {
    assertThat(reply.status() + " " + body(reply).string("error", reply.text()))
        .isEqualTo(status + " " + error);
    assertThat(reason()).isEqualTo(reason);
  }

  private static RefusalReason reason() {
    return TENANT.first().journal().last().orElseThrow().diagnosis().orElseThrow().reason();
  }

  private static Document body(Seen reply) throws Exception {
    return Json.readObject(reply.text().getBytes(StandardCharsets.UTF_8));
  }
}
