package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.refusal.RefusalReason.MFA_REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ServedTenant;
import dev.fakeauth0.emulator.authentication.grant.Totp;
import dev.fakeauth0.emulator.authentication.login.Browsing;
import dev.fakeauth0.emulator.authentication.login.Browsing.Seen;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.refusal.RefusalReason;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Second factors where no page asks for them: whom, how often, and by whose leave. */
class SecondFactorsHttpTest {

  private static final String OTP = "http://auth0.com/oauth/grant-type/mfa-otp";
  private static final String API = "https://api.example.com";

  @RegisterExtension
  static final ServedTenant TENANT = ServedTenant.of("second-factors/tenant.yaml");

  private final HttpClient http = HttpClient.newHttpClient();
  private Browsing browser;

  @BeforeEach
  void open() {
    browser = new Browsing(TENANT.first().issuer());
  }

  @Test
  void asks_for_a_second_factor_at_a_refresh_once_the_tenant_requires_one_of_everybody()
      throws Exception {
    String token =
        login("audience", API, "scope", "offline_access read:messages").string("refresh_token", "");
    Seen before = refresh(token);
    requireOfEverybody();

    Seen refused = refresh(token);
    Document body = body(refused);
    RefusalReason reason = reason();
    String secret = associate(body.string("mfa_token", ""), "otp").string("secret", "");
    Document tokens =
        body(grant(OTP, "mfa_token", body.string("mfa_token", ""), "otp", code(secret)));
    Seen again = refresh(tokens.string("refresh_token", ""));

    assertThat(before.status()).isEqualTo(200);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(body.string("error")).contains("mfa_required");
    assertThat(body.string("error_description")).contains("Multifactor authentication required");
    assertThat(reason).isEqualTo(MFA_REQUIRED);
    assertThat(again.status()).as(again.text()).isEqualTo(200);
  }

  private void requireOfEverybody() throws Exception {
    manage("PUT", "api/v2/guardian/policies", "[\"all-applications\"]");
  }

  private static String code(String secret) {
    return Totp.at(secret, TENANT.first().clock().now());
  }

  private Document login(String... more) throws Exception {
    return body(
        token(
            "app",
            with(
                more,
                "grant_type",
                "password",
                "username",
                "ada@example.com",
                "password",
                "Passw0rd!")));
  }

  private Seen refresh(String token) {
    return token("app", "grant_type", "refresh_token", "refresh_token", token);
  }

  private Seen grant(String type, String... more) {
    return token("app", with(more, "grant_type", type));
  }

  private Seen token(String client, String... parameters) {
    return browser.post(
        "/oauth/token", with(parameters, "client_id", client, "client_secret", client + "-secret"));
  }

  private Document associate(String bearer, String type) throws Exception {
    return Json.readObject(
        send("POST", "mfa/associate", "{\"authenticator_types\":[\"" + type + "\"]}", bearer)
            .body());
  }

  private HttpResponse<byte[]> manage(String method, String path, String body) throws Exception {
    String token =
        browser
            .json(
                "/__admin/tokens",
                Map.of(
                    "client",
                    "app",
                    "audience",
                    TENANT.first().managementAudience(),
                    "scope",
                    "update:mfa_policies read:logs read:logs_users"))
            .string("access_token", "");
    return send(method, path, body, token);
  }

  private HttpResponse<byte[]> send(String method, String path, String body, String bearer)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(TENANT.first().issuer().resolve(path))
            .header("Authorization", "Bearer " + bearer)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static RefusalReason reason() {
    return TENANT.first().journal().last().orElseThrow().diagnosis().orElseThrow().reason();
  }

  private static String[] with(String[] more, String... first) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static Document body(Seen reply) throws Exception {
    return Json.readObject(reply.text().getBytes(StandardCharsets.UTF_8));
  }
}
