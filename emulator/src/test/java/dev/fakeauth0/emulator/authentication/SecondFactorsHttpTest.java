package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.refusal.RefusalReason.MFA_ASSOCIATION_REFUSED;
import static dev.fakeauth0.refusal.RefusalReason.MFA_REQUIRED;
import static dev.fakeauth0.refusal.RefusalReason.TOO_MANY_FACTOR_ATTEMPTS;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Second factors where no page asks for them: whom, how often, and by whose leave. */
class SecondFactorsHttpTest {

  private static final String OTP = "http://auth0.com/oauth/grant-type/mfa-otp";
  private static final String OOB = "http://auth0.com/oauth/grant-type/mfa-oob";
  private static final String RECOVERY = "http://auth0.com/oauth/grant-type/mfa-recovery-code";
  private static final String TOO_MANY =
      "Too many failed codes. Wait for some minutes before retrying.";
  private static final String CHALLENGE =
      "{\"client_id\":\"app\",\"client_secret\":\"app-secret\",\"challenge_type\":\"oob\","
          + "\"mfa_token\":\"TOKEN\"}";
  private static final String API = "https://api.example.com";

  @RegisterExtension
  static final ServedTenant TENANT = ServedTenant.of("second-factors/tenant.yaml");

  private final HttpClient http = HttpClient.newHttpClient();
  private Browsing browser;
  private String loggedIn = "";

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

  @Test
  void refuses_all_codes_after_ten_wrong_ones_until_time_has_passed() throws Exception {
    requireOfEverybody();
    String token = login().string("mfa_token", "");
    String secret = associate(token, "otp").string("secret", "");

    for (int i = 0; i < 10; i++) {
      assertThat(body(grant(OTP, "mfa_token", token, "otp", "000000")).string("error_description"))
          .contains("Invalid otp_code.");
    }
    Seen locked = grant(OTP, "mfa_token", token, "otp", code(secret));
    RefusalReason reason = reason();
    TENANT.first().clock().advance(Duration.ofMinutes(6));
    Seen later = grant(OTP, "mfa_token", token, "otp", code(secret));

    assertThat(locked.status()).isEqualTo(400);
    assertThat(body(locked).string("error")).contains("invalid_request");
    assertThat(body(locked).string("error_description"))
        .contains("Too many failed codes. Wait for some minutes before retrying.");
    assertThat(reason).isEqualTo(TOO_MANY_FACTOR_ATTEMPTS);
    assertThat(later.status()).as(later.text()).isEqualTo(200);
  }

  @Test
  void counts_recovery_codes_and_codes_that_were_sent_too() throws Exception {
    requireOfEverybody();
    String token = login().string("mfa_token", "");
    Document phone = associate(token, "oob");

    for (int i = 0; i < 10; i++) {
      grant(RECOVERY, "mfa_token", token, "recovery_code", "A".repeat(24));
      grant(
          OOB,
          "mfa_token",
          token,
          "oob_code",
          phone.string("oob_code", ""),
          "binding_code",
          "000000");
    }
    Seen recovery =
        grant(
            RECOVERY, "mfa_token", token, "recovery_code", phone.strings("recovery_codes").get(0));
    Seen sent =
        grant(
            OOB,
            "mfa_token",
            token,
            "oob_code",
            phone.string("oob_code", ""),
            "binding_code",
            TENANT.first().messages().lastTo("+15550100").orElseThrow().code().orElseThrow());

    assertThat(body(recovery).string("error_description")).contains(TOO_MANY);
    assertThat(body(sent).string("error_description")).contains(TOO_MANY);
    assertThat(logged())
        .contains("gd_recovery_failed", "gd_recovery_rate_limit_exceed")
        .contains("gd_auth_failed", "gd_otp_rate_limit_exceed");
  }

  @Test
  void counts_wrong_codes_on_the_page_too() throws Exception {
    requireOfEverybody();
    String secret = enrolled();
    TENANT.first().clock().advance(Duration.ofMinutes(1));
    String page = browser.get(loggedInOnPage()).location();
    String form = page.isEmpty() ? loggedIn : page;

    Seen wrong = browser.post(form, "code", "000000");
    for (int i = 0; i < 9; i++) {
      browser.post(form, "code", "000000");
    }
    Seen locked = browser.post(form, "code", code(secret));
    TENANT.first().clock().advance(Duration.ofMinutes(6));
    Seen later = browser.post(form, "code", code(secret));

    assertThat(wrong.text()).contains("data-error-code=\"invalid-code\"");
    assertThat(locked.status()).isEqualTo(400);
    assertThat(locked.text())
        .contains("data-error-code=\"too-many-failures\"")
        .contains("Too many failed codes. Wait for some minutes before retrying.");
    assertThat(later.location()).startsWith("/authorize/resume");
    assertThat(logged())
        .contains("gd_start_auth", "gd_auth_failed", "gd_otp_rate_limit_exceed")
        .contains("gd_auth_succeed");
  }

  @Test
  void logs_each_step_of_a_second_factor() throws Exception {
    requireOfEverybody();
    String token = login().string("mfa_token", "");
    Document phone = associate(token, "oob");
    grant(
        OOB,
        "mfa_token",
        token,
        "oob_code",
        phone.string("oob_code", ""),
        "binding_code",
        TENANT.first().messages().lastTo("+15550100").orElseThrow().code().orElseThrow());
    String next = login().string("mfa_token", "");
    send("POST", "mfa/challenge", CHALLENGE.replace("TOKEN", next), "");
    Seen recovered =
        grant(RECOVERY, "mfa_token", next, "recovery_code", phone.strings("recovery_codes").get(0));

    assertThat(recovered.status()).isEqualTo(200);
    assertThat(logged())
        .containsSubsequence(
            "gd_recovery_succeed",
            "gd_send_sms",
            "gd_start_auth",
            "gd_auth_succeed",
            "gd_enrollment_complete",
            "gd_send_sms",
            "gd_start_enroll");
  }

  @Test
  void logs_that_a_session_is_asked_for_a_second_factor() throws Exception {
    browser.hasSessionOf("ada@example.com");
    String[] request = {
      "response_type",
      "code",
      "client_id",
      "app",
      "redirect_uri",
      "https://app.example.com/callback"
    };
    Seen plain = browser.authorize(request);
    List<String> before = logged();
    Seen stepUp =
        browser.authorize(
            with(
                request,
                "acr_values",
                "http://schemas.openid.net/pape/policies/2007/06/multi-factor"));

    assertThat(plain.location()).startsWith("https://app.example.com/callback");
    assertThat(before).doesNotContain("gd_start_auth");
    assertThat(stepUp.location()).startsWith("/u/mfa");
    assertThat(logged()).containsOnlyOnce("gd_start_auth");
  }

  @Test
  void lets_the_holder_of_an_access_token_manage_factors() throws Exception {
    Document first = mfaApi("enroll read:authenticators remove:authenticators");
    String token = first.string("access_token", "");
    String secret = associate(token, "otp").string("secret", "");
    Seen confirmed = grant(OTP, "mfa_token", token, "otp", code(secret));
    Document again = mfaApi("read:authenticators");
    TENANT.first().clock().advance(Duration.ofMinutes(1));
    Document granted =
        body(grant(OTP, "mfa_token", again.string("mfa_token", ""), "otp", code(secret)));
    String all = text(send("GET", "mfa/authenticators", "", granted.string("access_token", "")));
    String id = all.replaceAll("(?s).*\"(totp\\|[^\"]+)\".*", "$1");

    assertThat(first.number("expires_in")).contains(600L);
    assertThat(confirmed.status()).as(confirmed.text()).isEqualTo(200);
    assertThat(again.string("error")).contains("mfa_required");
    assertThat(all).contains("\"authenticator_type\":\"otp\",\"active\":true");
    String path = "mfa/authenticators/" + id.replace("|", "%7C");
    assertThat(send("DELETE", path, "", granted.string("access_token", "")).statusCode())
        .isEqualTo(401);
    assertThat(send("DELETE", path, "", token).statusCode()).isEqualTo(204);
    assertThat(logged()).contains("gd_unenroll");
  }

  @Test
  void enrolls_a_further_factor_by_an_access_token_and_not_by_an_mfa_token() throws Exception {
    requireOfEverybody();
    String secret = enrolled();
    TENANT.first().clock().advance(Duration.ofMinutes(1));
    String waiting = mfaApi("enroll").string("mfa_token", "");

    HttpResponse<byte[]> refused =
        send("POST", "mfa/associate", "{\"authenticator_types\":[\"otp\"]}", waiting);
    RefusalReason reason = reason();
    String token =
        body(grant(OTP, "mfa_token", waiting, "otp", code(secret))).string("access_token", "");
    Document second = associate(token, "oob");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(reason).isEqualTo(MFA_ASSOCIATION_REFUSED);
    assertThat(second.string("oob_channel")).contains("sms");
    assertThat(second.has("recovery_codes")).isFalse();
  }

  private Document mfaApi(String scope) throws Exception {
    return login("audience", TENANT.first().issuer() + "mfa/", "scope", scope);
  }

  /** Enrolls an app; gives its secret. */
  private String enrolled() throws Exception {
    String token = login().string("mfa_token", "");
    String secret = associate(token, "otp").string("secret", "");
    grant(OTP, "mfa_token", token, "otp", code(secret));
    return secret;
  }

  /** Logs in with a password on the pages; the address of the page that is next. */
  private String loggedInOnPage() {
    String login =
        browser
            .authorize(
                "response_type",
                "code",
                "client_id",
                "app",
                "redirect_uri",
                "https://app.example.com/callback")
            .location();
    String identified = browser.post(login, "username", "ada@example.com").location();
    loggedIn = browser.post(identified, "password", "Passw0rd!").location();
    return loggedIn;
  }

  private List<String> logged() throws Exception {
    return java.util.regex.Pattern.compile("\"type\":\"(\\w+)\"")
        .matcher(text(manage("GET", "api/v2/logs?per_page=100", "")))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static String text(HttpResponse<byte[]> reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
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
    String body =
        type.equals("otp")
            ? "{\"authenticator_types\":[\"otp\"]}"
            : "{\"authenticator_types\":[\"oob\"],\"oob_channels\":[\"sms\"],"
                + "\"phone_number\":\"+15550100\"}";
    return Json.readObject(send("POST", "mfa/associate", body, bearer).body());
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
