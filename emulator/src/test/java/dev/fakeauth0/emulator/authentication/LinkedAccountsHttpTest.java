package dev.fakeauth0.emulator.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ServedTenant;
import dev.fakeauth0.emulator.authentication.login.Browsing;
import dev.fakeauth0.emulator.authentication.login.Browsing.Seen;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Users who log in by an account that is linked to another, and what goes with it. */
class LinkedAccountsHttpTest {

  private static final String CALLBACK = "https://app.example.com/callback";
  private static final String API = "https://api.example.com";

  @RegisterExtension static final ServedTenant TENANT = ServedTenant.of("token-vault/tenant.yaml");

  private Browsing browser;

  @BeforeEach
  void open() {
    browser = new Browsing(TENANT.first().issuer());
  }

  @Test
  void a_linked_account_at_a_provider_logs_in_the_user_it_is_linked_to() throws Exception {
    Document granted = loginAtGoogle("email", "new@gmail.example", "subject", "111");

    assertThat(subject(granted)).isEqualTo("auth0|ada");
    assertThat(manage("GET", "users/google-oauth2%7C111", "").statusCode()).isEqualTo(404);
    assertThat(manage("GET", "users/auth0%7Cada", "").body())
        .contains("ada@example.com")
        .doesNotContain("new@gmail.example");
  }

  @Test
  void it_can_be_picked_at_the_provider() throws Exception {
    Document granted = loginAtGoogle("identity", "google-oauth2|222");

    assertThat(subject(granted)).isEqualTo("auth0|ada");
  }

  @Test
  void an_address_that_is_linked_gets_a_code_that_logs_in_the_user() throws Exception {
    TENANT
        .first()
        .seed(
            """
            connections:
              - {name: email, strategy: email, enabled_clients: [mailed]}
            clients:
              - name: mailed
                client_id: mailed
                client_secret: mailed-secret
                grant_types: [http://auth0.com/oauth/grant-type/passwordless/otp]
            users:
              - user_id: auth0|bob
                email: bob@example.com
                email_verified: false
                connection: Username-Password-Authentication
                identities:
                  - {connection: Username-Password-Authentication, provider: auth0, user_id: bob, isSocial: false}
                  - connection: email
                    provider: email
                    user_id: "5a"
                    isSocial: false
                    profileData: {email: bob@private.example, email_verified: false}
            """);
    Seen started =
        browser.post(
            "/passwordless/start",
            "client_id",
            "mailed",
            "client_secret",
            "mailed-secret",
            "connection",
            "email",
            "email",
            "bob@private.example",
            "send",
            "code");
    String code = TENANT.first().messages().to("bob@private.example").get(0).code().orElseThrow();

    Seen granted =
        browser.post(
            "/oauth/token",
            "grant_type",
            "http://auth0.com/oauth/grant-type/passwordless/otp",
            "client_id",
            "mailed",
            "client_secret",
            "mailed-secret",
            "realm",
            "email",
            "username",
            "bob@private.example",
            "otp",
            code,
            "scope",
            "openid");

    assertThat(body(started).string("_id")).contains("5a");
    assertThat(subject(body(granted))).isEqualTo("auth0|bob");
    Document user = json(manage("GET", "users/auth0%7Cbob", ""));
    assertThat(user.flag("email_verified", true)).isFalse();
    assertThat(user.objects("identities").get(1).object("profileData").orElseThrow())
        .isEqualTo(Document.of("email", "bob@private.example", "email_verified", true));
  }

  @Test
  void tokens_of_a_provider_go_with_the_account_that_is_linked_and_come_back_with_it()
      throws Exception {
    loginAtGoogle("email", "grace@gmail.example", "subject", "4711");
    String others = vault();
    String linked =
        manage(
                "POST",
                "users/auth0%7Cada/identities",
                "{\"provider\":\"google-oauth2\",\"user_id\":\"4711\"}")
            .body();

    Seen exchanged = exchanged("4711");
    String moved = vault();
    manage("DELETE", "users/auth0%7Cada/identities/google-oauth2/4711", "");
    Seen refused = exchanged("4711");

    assertThat(linked).contains("grace@gmail.example");
    assertThat(others).isEqualTo("[]");
    assertThat(exchanged.status()).as(exchanged.text()).isEqualTo(200);
    assertThat(moved).contains("\"connection\":\"google-oauth2\"");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(vault()).isEqualTo("[]");
    assertThat(
            manage("GET", "users/google-oauth2%7C4711/federated-connections-tokensets", "").body())
        .contains("\"connection\":\"google-oauth2\"");
  }

  @Test
  void an_unlinked_account_keeps_the_tokens_a_seed_gave_it() throws Exception {
    manage("DELETE", "users/auth0%7Cada/identities/google-oauth2/222", "");
    manage("DELETE", "users/auth0%7Cada/identities/google-oauth2/111", "");

    assertThat(exchanged("222").status()).isEqualTo(401);

    manage(
        "POST",
        "users/auth0%7Cada/identities",
        "{\"provider\":\"google-oauth2\",\"user_id\":\"222\"}");

    assertThat(body(exchanged("222")).string("access_token")).contains("google-token-of-work");
  }

  @Test
  void what_else_the_linked_account_had_is_not_merged() throws Exception {
    Document granted = loginAtGoogle("email", "grace@gmail.example", "subject", "4711");
    manage("PATCH", "users/google-oauth2%7C4711", "{\"app_metadata\":{\"plan\":\"gold\"}}");
    manage(
        "POST",
        "users/auth0%7Cada/identities",
        "{\"provider\":\"google-oauth2\",\"user_id\":\"4711\"}");

    Seen refreshed =
        browser.post(
            "/oauth/token",
            "grant_type",
            "refresh_token",
            "client_id",
            "web",
            "client_secret",
            "web-secret",
            "refresh_token",
            granted.string("refresh_token", ""));

    assertThat(json(manage("GET", "users/auth0%7Cada", "")).has("app_metadata")).isFalse();
    assertThat(refreshed.status()).isEqualTo(403);
    assertThat(body(refreshed).string("error")).contains("invalid_grant");
  }

  /** Logs in at the page that plays Google; what the code is exchanged for. */
  private Document loginAtGoogle(String... form) throws Exception {
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
    Seen resume = browser.post(provider.location(), form);
    Seen answer = browser.get(resume.location());
    return body(
        browser.post(
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
            answer.parameters().getOrDefault("code", "")));
  }

  /** What Ada gets of the vault for one of her accounts. */
  private Seen exchanged(String account) throws Exception {
    String refreshToken =
        body(browser.post(
                "/oauth/token",
                "grant_type",
                "password",
                "client_id",
                "web",
                "client_secret",
                "web-secret",
                "username",
                "ada@example.com",
                "password",
                "Passw0rd!",
                "audience",
                API,
                "scope",
                "offline_access"))
            .string("refresh_token", "");
    return browser.post(
        "/oauth/token",
        "grant_type",
        "urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token",
        "client_id",
        "web",
        "client_secret",
        "web-secret",
        "subject_token",
        refreshToken,
        "subject_token_type",
        "urn:ietf:params:oauth:token-type:refresh_token",
        "requested_token_type",
        "http://auth0.com/oauth/token-type/federated-connection-access-token",
        "connection",
        "google-oauth2",
        "login_hint",
        account);
  }

  /** The sets of tokens that Ada has, as they are shown. */
  private String vault() throws Exception {
    return manage("GET", "users/auth0%7Cada/federated-connections-tokensets", "").body();
  }

  private HttpResponse<String> manage(String method, String path, String json)
      throws IOException, InterruptedException {
    String token =
        browser
            .json(
                "/__admin/tokens",
                Map.of(
                    "client",
                    "web",
                    "audience",
                    TENANT.first().managementAudience(),
                    "scope",
                    "read:users update:users read:federated_connections_tokens"))
            .string("access_token", "");
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(TENANT.first().issuer().resolve("/api/v2/" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                    method,
                    json.isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(json))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static String subject(Document granted) throws Exception {
    String token = granted.string("id_token", "");
    return Json.readObject(Base64.getUrlDecoder().decode(token.split("\\.")[1])).string("sub", "");
  }

  private static Document body(Seen reply) throws Exception {
    return Json.readObject(reply.text().getBytes(StandardCharsets.UTF_8));
  }

  private static Document json(HttpResponse<String> reply) throws Exception {
    return Json.readObject(reply.body().getBytes(StandardCharsets.UTF_8));
  }
}
