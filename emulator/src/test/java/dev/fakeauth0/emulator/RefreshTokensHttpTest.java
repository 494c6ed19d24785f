package dev.fakeauth0.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fakeauth0.emulator.authentication.login.Browsing;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.refusal.RefusalReason;
import dev.fakeauth0.token.TokenSpec;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Refresh tokens of logins in a browser, as their client and the Management API see them. */
class RefreshTokensHttpTest {

  private static final String LIN = "auth0|lin";
  private static final String CALLBACK = "https://app.example.com/callback";
  private static final String SEED =
      """
      {
        "clients": [{
          "name": "app", "client_id": "app", "client_secret": "app-secret", "oidc_conformant": true,
          "grant_types": ["authorization_code", "refresh_token"],
          "callbacks": ["https://app.example.com/callback"],
          "refresh_token": {"rotation_type": "rotating", "expiration_type": "expiring",
            "token_lifetime": 2592000, "infinite_token_lifetime": false}}],
        "databases": [{"name": "Username-Password-Authentication", "strategy": "auth0",
          "enabled_clients": ["app"]}],
        "users": [{"user_id": "auth0|lin", "email": "lin@example.com", "password": "Passw0rd!",
          "connection": "Username-Password-Authentication"}]
      }
      """;

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ManagedTenant TENANT = new ManagedTenant();

  private Browsing browser = new Browsing(TENANT.auth0().issuer());

  @BeforeAll
  static void seed() {
    TENANT.auth0().seed(SEED);
  }

  @AfterAll
  static void close() {
    TENANT.close();
  }

  @BeforeEach
  void begin() throws IOException {
    TENANT.auth0().failures().clear();
    TENANT.call("DELETE", "users/auth0%7Clin/refresh-tokens");
    browser = new Browsing(TENANT.auth0().issuer());
  }

  @Test
  void shows_a_token_in_the_management_api_without_what_would_let_anybody_use_it()
      throws Exception {
    Document tokens = login();

    String shown = TENANT.call("GET", "users/auth0%7Clin/refresh-tokens").text();
    String listed = TENANT.call("GET", "refresh-tokens?user_id=auth0%7Clin").text();
    String single = TENANT.call("GET", "refresh-tokens/" + only().string("id", "")).text();

    Document token = Json.readObject(bytes(shown)).objects("tokens").get(0);
    assertThat(token.string("user_id")).contains(LIN);
    assertThat(token.string("client_id")).contains("app");
    assertThat(token.flag("rotating", false)).isTrue();
    assertThat(token.string("session_id")).contains(claim(tokens, "sid"));
    assertThat(token.string("expires_at")).isPresent();
    assertThat(List.of(shown, listed, single))
        .allSatisfy(
            text ->
                assertThat(text)
                    .contains("\"rotating\":true")
                    .doesNotContain("handle", "fingerprint", "\"authorization\""));
    assertThat(tokens.string("refresh_token").orElseThrow())
        .doesNotContain(token.string("id").orElseThrow());
  }

  @Test
  void stops_with_its_document() throws Exception {
    String token = login().string("refresh_token").orElseThrow();
    String id = only().string("id").orElseThrow();

    TENANT.call("DELETE", "refresh-tokens/" + id);

    assertThat(refresh(token).statusCode()).isEqualTo(403);
    assertThat(refresh(token).body()).contains("Unknown or invalid refresh token.");
  }

  @Test
  void is_a_credential_of_a_device_and_stops_with_it() throws Exception {
    String token = login().string("refresh_token").orElseThrow();
    String id = only().string("id").orElseThrow();

    String listed = TENANT.call("GET", "device-credentials?user_id=auth0%7Clin").text();
    TENANT.call("DELETE", "device-credentials/" + id);

    assertThat(listed)
        .isEqualTo(
            "[{\"id\":\""
                + id
                + "\",\"type\":\"rotating_refresh_token\",\"user_id\":\"auth0|lin\","
                + "\"client_id\":\"app\"}]");
    assertThat(refresh(token).statusCode()).isEqualTo(403);
    assertThat(TENANT.call("GET", "device-credentials").text()).doesNotContain(id);
  }

  @Test
  void stops_with_its_session_when_that_is_revoked() throws Exception {
    Document tokens = login();
    String token = tokens.string("refresh_token").orElseThrow();

    TENANT.call("POST", "sessions/" + claim(tokens, "sid") + "/revoke");

    assertThat(refresh(token).statusCode()).isEqualTo(403);
  }

  @Test
  void stops_when_the_user_is_deleted_and_says_so() throws Exception {
    String token = login().string("refresh_token").orElseThrow();

    TENANT.call("DELETE", "users/auth0%7Clin");
    HttpResponse<String> answer = refresh(token);
    TENANT.auth0().seed(SEED);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body())
        .contains("The refresh_token was generated for a user who doesn't exist anymore.");
  }

  @Test
  void stops_when_the_client_gives_it_back() throws Exception {
    String token = login().string("refresh_token").orElseThrow();

    HttpResponse<String> revoked =
        post("oauth/revoke", "client_id=app&client_secret=app-secret&token=" + token);

    assertThat(revoked.statusCode()).isEqualTo(200);
    assertThat(revoked.body()).isEmpty();
    assertThat(refresh(token).statusCode()).isEqualTo(403);
  }

  @Test
  void loses_the_rotation_when_the_answer_is_lost() throws Exception {
    String token = login().string("refresh_token").orElseThrow();
    TENANT.auth0().failures().add("drop-connection=after;times=1");

    assertThatThrownBy(() -> refresh(token)).isInstanceOf(IOException.class);
    HttpResponse<String> again = refresh(token);

    assertThat(again.statusCode()).isEqualTo(403);
    assertThat(again.body()).contains("Unknown or invalid refresh token.");
    JournalEntry entry = TENANT.auth0().journal().last().orElseThrow();
    assertThat(entry.diagnosis().orElseThrow().reason())
        .isEqualTo(RefusalReason.REFRESH_TOKEN_REUSED);
    assertThat(TENANT.call("GET", "users/auth0%7Clin/refresh-tokens").text()).doesNotContain(LIN);
  }

  @Test
  void keeps_the_token_when_the_connection_breaks_before_anything_is_decided() throws Exception {
    String token = login().string("refresh_token").orElseThrow();
    TENANT.auth0().failures().add("drop-connection=before;times=1");

    assertThatThrownBy(() -> refresh(token)).isInstanceOf(IOException.class);

    assertThat(refresh(token).statusCode()).isEqualTo(200);
  }

  @Test
  void asks_for_a_second_factor_where_a_failure_rule_says_so() throws Exception {
    String token = login().string("refresh_token").orElseThrow();
    TENANT.auth0().failures().add("mfa-required;times=1");

    HttpResponse<String> answer = refresh(token);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body())
        .startsWith(
            "{\"error\":\"mfa_required\",\"error_description\":\"Multifactor authentication"
                + " required\",\"mfa_token\":\"");
    assertThat(refresh(token).statusCode()).isEqualTo(200);
  }

  @Test
  void gives_on_demand_what_the_login_gave() throws Exception {
    Document login = login();

    String demanded =
        TENANT
            .auth0()
            .token(
                TokenSpec.forUser("lin@example.com")
                    .client("app")
                    .audience("https://api.example.com")
                    .scope("openid", "read:messages", "offline_access"))
            .accessToken();

    Document ofLogin = claims(login.string("access_token").orElseThrow());
    Document onDemand = claims(demanded);
    assertThat(onDemand.asMap().keySet()).containsExactlyElementsOf(ofLogin.asMap().keySet());
    for (String same : List.of("iss", "sub", "aud", "azp", "scope")) {
      assertThat(onDemand.get(same)).as(same).isEqualTo(ofLogin.get(same));
    }
  }

  private Document login() throws Exception {
    TENANT.call(
        "PATCH",
        "resource-servers/https%3A%2F%2Fapi.example.com",
        Map.of(
            "allow_offline_access", true, "skip_consent_for_verifiable_first_party_clients", true));
    browser.hasSessionOf("lin@example.com");
    Browsing.Seen seen =
        browser.authorize(
            "response_type",
            "code",
            "client_id",
            "app",
            "redirect_uri",
            CALLBACK,
            "audience",
            "https://api.example.com",
            "scope",
            "openid read:messages offline_access",
            "state",
            "s");
    assertThat(seen.location()).as(seen.text()).startsWith(CALLBACK);
    HttpResponse<String> answer =
        post(
            "oauth/token",
            "grant_type=authorization_code&client_id=app&client_secret=app-secret&code="
                + seen.parameters().get("code")
                + "&redirect_uri="
                + URLEncoder.encode(CALLBACK, StandardCharsets.UTF_8));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.readObject(bytes(answer.body()));
  }

  private Document only() throws Exception {
    return Json.readObject(bytes(TENANT.call("GET", "users/auth0%7Clin/refresh-tokens").text()))
        .objects("tokens")
        .get(0);
  }

  private static HttpResponse<String> refresh(String token) throws Exception {
    return post(
        "oauth/token",
        "grant_type=refresh_token&client_id=app&client_secret=app-secret&refresh_token=" + token);
  }

  private static HttpResponse<String> post(String path, String form) throws Exception {
    URI uri = TENANT.auth0().issuer().resolve(path);
    return HTTP.send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  private static String claim(Document tokens, String name) {
    return claims(tokens.string("id_token").orElseThrow()).string(name).orElseThrow();
  }

  private static Document claims(String jwt) {
    try {
      return Json.readObject(Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]));
    } catch (MalformedJson e) {
      throw new AssertionError(jwt, e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
