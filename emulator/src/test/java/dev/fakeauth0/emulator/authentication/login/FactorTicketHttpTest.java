package dev.fakeauth0.emulator.authentication.login;

import static dev.fakeauth0.refusal.RefusalReason.INTERACTION_OF_ANOTHER_BROWSER;
import static dev.fakeauth0.refusal.RefusalReason.MFA_ASSOCIATION_REFUSED;
import static dev.fakeauth0.refusal.RefusalReason.TICKET_UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ServedTenant;
import dev.fakeauth0.emulator.authentication.grant.Totp;
import dev.fakeauth0.emulator.authentication.login.Browsing.Seen;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.refusal.RefusalReason;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tickets that enroll a second factor, from the Management API to the next login. */
class FactorTicketHttpTest {

  private static final String ADA = "auth0|ada";
  private static final String METHODS = "users/auth0%7Cada/authentication-methods";

  @RegisterExtension static final ServedTenant TENANT = ServedTenant.of("login/pages.json");

  private Browsing browser;
  private String at = "";

  @BeforeEach
  void open() {
    browser = new Browsing(TENANT.first().issuer());
  }

  @Test
  void enrolls_an_app_that_the_next_login_asks_for() {
    String link = ticket(Map.of("factor", "otp"));

    Seen page = follow(browser.get(link));
    String enrolling = place();
    String secret = secretOn(page);
    Seen wrong = browser.post(enrolling, "code", "000000");
    Seen right = browser.post(enrolling, "code", codeOf(secret));
    Seen recovery = browser.get(right.location());
    Seen over = browser.post(right.location(), "saved", "on");
    Seen done = browser.get(over.location());

    assertThat(page.text()).contains("<svg class=\"qr\"").doesNotContain("pick-authenticator");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.text()).contains("data-error-code=\"invalid-code\"");
    assertThat(recovery.text()).contains("id=\"recovery-code\"");
    assertThat(over.place()).isEqualTo("/mfa/enrollment/success");
    assertThat(done.status()).isEqualTo(200);
    assertThat(done.text()).contains("all set!", "asks for the new factor");
    assertThat(managed(METHODS)).contains("\"type\":\"totp\"").contains("\"confirmed\":true");
    assertThat(managed("users/auth0%7Cada/enrollments")).contains("\"status\":\"confirmed\"");
    assertThat(logTypes()).contains("gd_start_enroll", "gd_enrollment_complete");
    assertThat(logTypes()).doesNotContain("gd_auth_succeed");
    assertThat(browser.jar().keySet()).noneMatch(name -> name.matches("auth0_\\d+"));

    browser = new Browsing(TENANT.first().issuer());
    Seen factor = browser.get(login().location());

    assertThat(factor.text()).contains("Enter the code that your authenticator app shows.");
  }

  @Test
  void lets_the_user_choose_where_the_ticket_names_no_factor() {
    everyFactor();

    Seen choice = follow(browser.get(ticket(Map.of())));
    String options = place();
    Seen app = browser.get(browser.post(options, "action", "otp").location());
    Seen back =
        browser.post(
            options.replace("mfa-login-options", "mfa-otp-enrollment"),
            "action",
            "pick-authenticator");
    Seen phone = browser.get(browser.post(back.location(), "action", "sms").location());

    assertThat(choice.text())
        .contains("value=\"otp\"", "value=\"sms\"", "value=\"email\"", "push-notification")
        .doesNotContain("value=\"recovery-code\"");
    assertThat(app.text()).contains("id=\"otp-secret\"", "pick-authenticator");
    assertThat(back.place()).isEqualTo("/u/mfa-login-options");
    assertThat(phone.text()).contains("name=\"phone\"");
  }

  @Test
  void enrolls_a_phone_by_the_code_of_a_message() {
    follow(browser.get(ticket(Map.of("factor", "phone"))));

    Seen sms = browser.post(place(), "phone", "+15550100");
    browser.get(sms.location());
    Seen right = browser.post(sms.location(), "code", lastCode());
    Seen over = browser.post(right.location(), "saved", "on");

    assertThat(over.place()).isEqualTo("/mfa/enrollment/success");
    assertThat(managed(METHODS)).contains("+15550100", "\"confirmed\":true");
    assertThat(logTypes()).contains("gd_send_sms", "gd_enrollment_complete");
  }

  @Test
  void enrolls_the_users_address_by_the_code_of_a_message() {
    everyFactor();

    Seen page = follow(browser.get(ticket(Map.of("factor", "email"))));
    String email = place();
    browser.get(email);
    Seen right = browser.post(email, "code", lastCode());
    Seen over = browser.post(right.location(), "saved", "on");

    assertThat(page.text()).contains("a****@");
    assertThat(messages("mfa_oob_code")).as("looking again sends nothing again").isEqualTo(1);
    assertThat(over.place()).isEqualTo("/mfa/enrollment/success");
    assertThat(managed(METHODS)).contains("\"type\":\"email\"");
  }

  @Test
  void enrolls_a_device_that_is_asked_by_a_push() {
    everyFactor();

    follow(browser.get(ticket(Map.of("factor", "push-notification"))));
    Seen early = browser.post(place(), "action", "continue");
    Seen approved = browser.post(place(), "action", "device-approve");
    Seen over = browser.post(approved.location(), "saved", "on");

    assertThat(early.status()).isEqualTo(400);
    assertThat(over.place()).isEqualTo("/mfa/enrollment/success");
    assertThat(logTypes()).contains("gd_send_pn", "gd_enrollment_complete");
  }

  @Test
  void sends_the_link_where_the_ticket_says() {
    String link = ticket(Map.of("send_mail", true, "email", "ada@elsewhere.example"));
    ticket(Map.of("send_mail", false));

    String message = browser.get("/__admin/messages").text();

    assertThat(messages("enrollment_email")).isEqualTo(1);
    assertThat(message).contains("\"to\":\"ada@elsewhere.example\"", link);
  }

  @Test
  void takes_a_link_once() {
    String link = ticket(Map.of("factor", "otp"));
    enroll(link);

    Seen again = browser.get(link);

    assertThat(again.status()).isEqualTo(400);
    assertThat(again.text()).contains("This URL can be used only once");
    assertThat(refusal()).isEqualTo(TICKET_UNKNOWN);
  }

  @Test
  void goes_on_where_it_was_when_the_link_is_opened_again() {
    String link = ticket(Map.of("factor", "otp"));

    Seen first = follow(browser.get(link));
    Seen second = follow(browser.get(link));

    assertThat(secretOn(second)).isEqualTo(secretOn(first));
  }

  @Test
  void ends_the_visit_of_a_browser_when_another_one_was_quicker() {
    String link = ticket(Map.of("factor", "otp"));
    Seen slow = follow(browser.get(link));
    String enrolling = place();
    Browsing slower = browser;
    browser = new Browsing(TENANT.first().issuer());
    enroll(link);

    Seen late = slower.post(enrolling, "code", codeOf(secretOn(slow)));
    Seen led = slower.get(late.location());
    Seen told = slower.get(led.location());

    assertThat(late.place()).isEqualTo("/mfa/enrollment/success");
    assertThat(led.place()).isEqualTo("/mfa/enrollment");
    assertThat(told.text()).contains("This URL can be used only once");
  }

  @Test
  void refuses_a_link_that_expired() {
    String link = ticket(Map.of());
    TENANT.first().clock().advance(Duration.ofDays(5));

    Seen late = browser.get(link);

    assertThat(late.status()).isEqualTo(400);
    assertThat(refusal()).isEqualTo(TICKET_UNKNOWN);
  }

  @Test
  void refuses_a_ticket_that_nobody_made() {
    Seen unknown = browser.get("/mfa/enrollment?ticket=nope");
    Seen without = browser.get("/mfa/enrollment");

    assertThat(unknown.status()).isEqualTo(400);
    assertThat(without.status()).isEqualTo(400);
    assertThat(refusal()).isEqualTo(TICKET_UNKNOWN);
  }

  @Test
  void changes_no_password_by_a_ticket_for_a_factor() {
    String ticket = Browsing.parameters(ticket(Map.of())).get("ticket");

    Seen page = browser.get("/u/reset-password?ticket=" + ticket);

    assertThat(page.status()).isEqualTo(400);
    assertThat(refusal()).isEqualTo(TICKET_UNKNOWN);
  }

  @Test
  void refuses_a_form_that_another_browser_sends() {
    Seen page = follow(browser.get(ticket(Map.of("factor", "otp"))));

    String code = codeOf(secretOn(page));
    Seen forged = new Browsing(TENANT.first().issuer()).post(place(), "code", code);
    RefusalReason reason = refusal();
    Seen own = browser.post(place(), "code", code);

    assertThat(forged.status()).isEqualTo(400);
    assertThat(reason).isEqualTo(INTERACTION_OF_ANOTHER_BROWSER);
    assertThat(own.place()).as("nothing was spent").isEqualTo("/u/mfa-recovery-code-enrollment");
  }

  @Test
  void enrolls_a_further_factor_only_where_the_ticket_allows_it() {
    String old = enroll(ticket(Map.of("factor", "otp")));

    Seen refused = browser.get(ticket(Map.of()));
    RefusalReason reason = refusal();
    Seen page =
        follow(browser.get(ticket(Map.of("allow_multiple_enrollments", true, "factor", "otp"))));
    TENANT.first().clock().advance(Duration.ofMinutes(1));
    Seen other = browser.post(place(), "code", codeOf(old));
    Seen right = browser.post(place(), "code", codeOf(secretOn(page)));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("User is already enrolled.");
    assertThat(reason).isEqualTo(MFA_ASSOCIATION_REFUSED);
    assertThat(other.status()).as("the code of the app there was").isEqualTo(400);
    assertThat(right.place()).isEqualTo("/mfa/enrollment/success");
    assertThat(managed(METHODS).split("\"type\":\"totp\"", -1)).hasSize(3);
  }

  @Test
  void takes_no_code_of_an_old_factor_in_the_place_of_a_new_one() {
    String old = enroll(ticket(Map.of("factor", "otp")));
    String link = ticket(Map.of("allow_multiple_enrollments", true, "factor", "phone"));
    follow(browser.get(link));
    TENANT.first().clock().advance(Duration.ofMinutes(1));

    Seen otp = browser.post(place().replace("sms-enrollment", "otp"), "code", codeOf(old));
    Seen past =
        browser.post(place().replace("sms-enrollment", "recovery-code-enrollment"), "saved", "on");

    assertThat(otp.place()).isEqualTo("/u/mfa-sms-enrollment");
    assertThat(past.place()).isEqualTo("/u/mfa-sms-enrollment");
  }

  @Test
  void refuses_a_factor_that_is_switched_off() {
    Seen refused = browser.get(ticket(Map.of("factor", "webauthn-roaming")));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("The factor is not enabled.");
    assertThat(refusal()).isEqualTo(MFA_ASSOCIATION_REFUSED);
  }

  @Test
  void refuses_the_link_of_a_user_who_is_gone() {
    String link = ticket(Map.of("factor", "otp"));
    Seen page = follow(browser.get(link));
    managing("DELETE", "users/auth0%7Cada", "");

    Seen refused = browser.get(link);
    RefusalReason reason = refusal();
    Seen late = browser.post(place(), "code", codeOf(secretOn(page)));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(reason).isEqualTo(TICKET_UNKNOWN);
    assertThat(late.place()).isEqualTo("/mfa/enrollment/success");
    assertThat(browser.get(late.location()).place()).isEqualTo("/mfa/enrollment");
  }

  /** Follows redirects to the page at their end, and remembers where that is. */
  private Seen follow(Seen seen) {
    Seen page = seen;
    for (int i = 0; i < 5 && page.status() == 302; i++) {
      at = page.location();
      page = browser.get(at);
    }
    assertThat(page.status()).as(page.text()).isEqualTo(200);
    return page;
  }

  private String place() {
    return at;
  }

  /** Enrolls an app by a link; gives its secret. */
  private String enroll(String link) {
    String secret = secretOn(follow(browser.get(link)));
    Seen right = browser.post(place(), "code", codeOf(secret));
    browser.post(right.location(), "saved", "on");
    return secret;
  }

  private static String secretOn(Seen page) {
    Matcher found = Pattern.compile("id=\"otp-secret\"[^>]*>([A-Z2-7]+)<").matcher(page.text());
    assertThat(found.find()).as(page.text()).isTrue();
    return found.group(1);
  }

  private static String codeOf(String secret) {
    return Totp.at(secret, TENANT.first().clock().now());
  }

  private static void everyFactor() {
    TENANT
        .first()
        .seed(
            """
            guardianFactors:
              - {name: otp, enabled: true}
              - {name: sms, enabled: true}
              - {name: email, enabled: true}
              - {name: push-notification, enabled: true}
              - {name: recovery-code, enabled: true}
            """);
  }

  private Seen login() {
    Seen begun =
        browser.authorize(
            "response_type",
            "code",
            "client_id",
            "web",
            "redirect_uri",
            "http://localhost:3000/callback",
            "acr_values",
            "http://schemas.openid.net/pape/policies/2007/06/multi-factor");
    return browser.post(
        begun.location().replace("/u/login/identifier", "/u/login"),
        "username",
        "ada@example.com",
        "password",
        "Passw0rd!");
  }

  /** Makes a ticket for Ada; gives the path of its link. */
  private String ticket(Map<String, Object> more) {
    Document body = Document.of("user_id", ADA);
    for (Map.Entry<String, Object> member : more.entrySet()) {
      body = body.with(member.getKey(), member.getValue());
    }
    String url =
        managing("POST", "guardian/enrollments/ticket", Json.text(body)).string("ticket_url", "");
    return url.substring(url.indexOf("/mfa/"));
  }

  private Document managing(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(TENANT.first().issuer().resolve("/api/v2/" + path))
            .header("Authorization", "Bearer " + token())
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isIn(200, 204);
      return answer.body().isEmpty()
          ? Document.EMPTY
          : Json.readObject(answer.body().getBytes(StandardCharsets.UTF_8));
    } catch (IOException | MalformedJson e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private RefusalReason refusal() {
    return TENANT.first().journal().last().orElseThrow().diagnosis().orElseThrow().reason();
  }

  private String managed(String path) {
    return browser.managed("/api/v2/" + path, token());
  }

  private List<String> logTypes() {
    return Pattern.compile("\"type\":\"(\\w+)\"")
        .matcher(managed("logs"))
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private int messages(String kind) {
    return browser.get("/__admin/messages").text().split("\"" + kind + "\"", -1).length - 1;
  }

  private String lastCode() {
    String last = "";
    Matcher codes =
        Pattern.compile("\"code\":\"([0-9]{6})\"").matcher(browser.get("/__admin/messages").text());
    while (codes.find()) {
      last = codes.group(1);
    }
    return last;
  }

  private String token() {
    return browser
        .json(
            "/__admin/tokens",
            Map.of(
                "client",
                "web",
                "audience",
                TENANT.first().managementAudience(),
                "scope",
                "create:guardian_enrollment_tickets read:authentication_methods read:users"
                    + " delete:users read:logs read:logs_users"))
        .string("access_token", "");
  }
}
