package dev.fakeauth0.emulator.authentication.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ServedTenant;
import dev.fakeauth0.emulator.authentication.grant.Totp;
import dev.fakeauth0.emulator.authentication.login.Browsing.Seen;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Logins by the pages, as a browser without scripts makes them. */
class PageJourneyHttpTest {

  private static final String CALLBACK = "http://localhost:3000/callback";
  private static final Pattern LINK = Pattern.compile("\"link\":\"http://[^/]*([^\"]*)\"");

  @RegisterExtension static final ServedTenant TENANT = ServedTenant.of("login/pages.json");

  private Browsing browser;

  @BeforeEach
  void open() {
    browser = new Browsing(TENANT.first().issuer());
  }

  @Test
  void logs_in_by_identifier_and_password() {
    String login = authorize("web");

    Seen identifier = browser.get(login);
    Seen password = browser.post(login, "username", "ada@example.com", "action", "default");
    Seen shown = browser.get(password.location());
    Seen resume =
        browser.post(
            password.location(),
            "username",
            "ada@example.com",
            "password",
            "Passw0rd!",
            "action",
            "default");
    Seen answer = browser.get(resume.location());

    assertThat(identifier.status()).isEqualTo(200);
    assertThat(identifier.text())
        .contains("name=\"username\"", "ada@example.com</code>", "Passw0rd!</code>");
    assertThat(identifier.answer().headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'");
    assertThat(password.location()).startsWith("/u/login/password?state=");
    assertThat(shown.text()).contains("ada@example.com", "name=\"password\"");
    assertThat(resume.location()).startsWith("/authorize/resume?state=");
    assertThat(answer.place()).isEqualTo(CALLBACK);
    assertThat(answer.parameters()).containsKeys("code", "state");
  }

  @Test
  void logs_in_on_one_page() {
    String login = authorize("web").replace("/u/login/identifier", "/u/login");

    Seen resume = submit(login, "Passw0rd!");

    assertThat(browser.get(resume.location()).parameters()).containsKey("code");
  }

  @Test
  void shows_the_page_again_after_a_wrong_password_and_then_lets_the_right_one_in() {
    String login = authorize("web").replace("/u/login/identifier", "/u/login");

    Seen wrong = submit(login, "wrong");
    Seen right = submit(login, "Passw0rd!");

    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.text())
        .contains(
            "<span id=\"error-element-password\" class=\"ulp-input-error-message\" role=\"alert\""
                + " data-error-code=\"wrong-email-credentials\">Wrong email or password</span>",
            "value=\"ada@example.com\"")
        .doesNotContain("value=\"wrong\"");
    assertThat(right.status()).isEqualTo(302);
  }

  @Test
  void tells_the_application_of_a_blocked_user() {
    String login = authorize("web").replace("/u/login/identifier", "/u/login");

    Seen resume = browser.post(login, "username", "blocked@example.com", "password", "Passw0rd!");
    Seen answer = browser.get(resume.location());

    assertThat(answer.place()).isEqualTo(CALLBACK);
    assertThat(answer.parameters())
        .containsEntry("error", "unauthorized")
        .containsEntry("error_description", "user is blocked");
  }

  @Test
  void refuses_a_form_that_another_browser_sends() {
    String login = authorize("web");

    Seen forged = new Browsing(TENANT.first().issuer()).post(login, "username", "eve@example.com");

    assertThat(forged.status()).isEqualTo(400);
    assertThat(forged.text()).contains("You may have pressed the back button");
  }

  @Test
  void leads_on_whoever_comes_back_to_a_page_that_is_done() {
    String login = authorize("strict");
    Seen consent =
        browser.post(
            login.replace("/u/login/identifier", "/u/login"),
            "username",
            "ada@example.com",
            "password",
            "Passw0rd!");

    Seen back = browser.get(login);

    assertThat(consent.location()).startsWith("/u/consent?state=");
    assertThat(back.location()).isEqualTo(consent.location());
  }

  @Test
  void signs_a_new_user_up_and_verifies_their_address() {
    String signup = authorize("web").replace("/u/login/identifier", "/u/signup");

    Seen page = browser.get(signup);
    Seen weak = browser.post(signup, "email", "grace@example.com", "password", "short");
    Seen resume = browser.post(signup, "email", "Grace@Example.com", "password", "Passw0rd!");
    Seen answer = browser.get(resume.location());
    String link = linkOfLastMessage();
    Seen verified = browser.get(link);
    Seen again = browser.get(link);

    assertThat(page.text()).contains("name=\"email\"", "At least 8 characters");
    assertThat(weak.status()).isEqualTo(400);
    assertThat(weak.text()).contains("data-error-code=\"password-too-weak\"");
    assertThat(answer.parameters()).containsKey("code");
    assertThat(verified.text()).contains("Your email was verified");
    assertThat(again.status()).isEqualTo(400);
    assertThat(again.text()).contains("This URL can be used only once");
  }

  @Test
  void does_not_tell_whether_an_address_is_taken() {
    String signup = authorize("web").replace("/u/login/identifier", "/u/signup");

    Seen taken = browser.post(signup, "email", "ada@example.com", "password", "Passw0rd!");

    assertThat(taken.status()).isEqualTo(400);
    assertThat(taken.text()).doesNotContain("already exists");
  }

  @Test
  void resets_a_forgotten_password_by_the_link_of_a_message() {
    String request = authorize("web").replace("/u/login/identifier", "/u/reset-password/request");

    Seen sent = browser.post(request, "username", "ada@example.com");
    String link = linkOfLastMessage();
    Seen page = browser.get(link);
    Seen differ =
        browser.post(link, "password-reset", "N3wPassw0rd", "re-enter-password", "N3wPassw0rt");
    Seen changed =
        browser.post(link, "password-reset", "N3wPassw0rd", "re-enter-password", "N3wPassw0rd");
    String login = authorize("web").replace("/u/login/identifier", "/u/login");

    assertThat(TENANT.first().journal().entries().toString()).doesNotContain("N3wPassw0rd");
    assertThat(browser.get(sent.location()).text()).contains("Check your email");
    assertThat(page.text()).contains("ada@example.com", "name=\"password-reset\"");
    assertThat(differ.text()).contains("id=\"error-element-re-enter-password\"");
    assertThat(changed.text()).contains("Your password has been changed successfully.");
    assertThat(submit(login, "Passw0rd!").status()).isEqualTo(400);
    assertThat(submit(login, "N3wPassw0rd").status()).isEqualTo(302);
  }

  @Test
  void asks_a_third_party_application_for_consent_and_tells_it_when_that_is_declined() {
    String login = authorize("strict").replace("/u/login/identifier", "/u/login");

    Seen consent = submit(login, "Passw0rd!");
    Seen page = browser.get(consent.location());
    Seen neither = browser.post(consent.location());
    Seen declined = browser.post(consent.location(), "action", "deny");
    Seen answer = browser.get(declined.location());

    assertThat(page.text()).contains("read and write your messages", "value=\"accept\"");
    assertThat(neither.status()).isEqualTo(400);
    assertThat(answer.parameters())
        .containsEntry("error", "access_denied")
        .containsEntry("error_description", "User did not authorize the request");
  }

  @Test
  void leaves_whoever_declines_logged_in() {
    String login = authorize("strict").replace("/u/login/identifier", "/u/login");
    Seen consent = submit(login, "Passw0rd!");
    Seen declined = browser.post(consent.location(), "action", "deny");
    Seen answer = browser.get(declined.location());

    Seen again = ask("strict");

    assertThat(answer.answer().headers().allValues("Set-Cookie"))
        .anySatisfy(cookie -> assertThat(cookie).startsWith("auth0_"));
    assertThat(again.place()).isEqualTo("/u/consent");
  }

  @Test
  void does_not_ask_again_for_what_was_agreed_to() {
    String login = authorize("strict").replace("/u/login/identifier", "/u/login");
    Seen consent = submit(login, "Passw0rd!");

    Seen accepted = browser.post(consent.location(), "action", "accept");
    Seen answer = browser.get(accepted.location());
    Seen again = ask("strict");

    assertThat(answer.parameters()).containsKey("code");
    assertThat(again.parameters()).containsKey("code");
  }

  @Test
  void logs_in_by_a_provider_that_is_not_there() {
    String login = authorize("web");

    Seen button = browser.post(login, "connection", "google-oauth2");
    Seen page = browser.get(button.location());
    Seen resume =
        browser.post(button.location(), "email", "ada@gmail.example", "name", "Ada Fernwood");
    Seen answer = browser.get(resume.location());
    String loginAnew = authorizeAnew();
    Seen next = browser.get(browser.post(loginAnew, "connection", "google-oauth2").location());

    assertThat(page.text()).contains("stands in for the login at Google");
    assertThat(answer.parameters()).containsKey("code");
    assertThat(next.text()).contains("Ada Fernwood", "name=\"identity\" value=\"google-oauth2|");
  }

  @Test
  void leads_straight_to_the_provider_that_a_request_names() {
    Seen login =
        browser.authorize(
            "response_type",
            "code",
            "client_id",
            "web",
            "redirect_uri",
            CALLBACK,
            "connection",
            "google-oauth2");

    Seen provider = browser.get(login.location());
    Seen canceled = browser.post(provider.location(), "action", "cancel");
    Seen answer = browser.get(canceled.location());

    assertThat(provider.location()).startsWith("/u/provider?connection=google-oauth2&state=");
    assertThat(answer.parameters()).containsEntry("error", "access_denied");
  }

  @Test
  void asks_for_the_organization_after_the_login() {
    String login = authorize("teams").replace("/u/login/identifier", "/u/login");

    Seen picker = submit(login, "Passw0rd!");
    Seen page = browser.get(picker.location());
    Seen foreign = browser.post(picker.location(), "organization", "org_other");
    Seen resume = browser.post(picker.location(), "organization", "org_acme");

    assertThat(picker.location()).startsWith("/u/organization-picker");
    assertThat(page.text()).contains("value=\"org_acme\"").doesNotContain("org_other");
    assertThat(foreign.status()).isEqualTo(400);
    assertThat(browser.get(resume.location()).parameters()).containsKey("code");
  }

  @Test
  void enrolls_an_app_and_then_asks_for_its_codes() {
    String login = withSecondFactor();
    Seen factor = submit(login, "Passw0rd!");
    Seen enrollment = browser.get(browser.get(factor.location()).location());
    String secret = found("id=\"otp-secret\"[^>]*>([A-Z2-7]+)<", enrollment.text());
    String enrolling = factor.location().replace("/u/mfa-otp", "/u/mfa-otp-enrollment");

    Seen wrong = browser.post(enrolling, "code", "000000");
    Seen right = browser.post(enrolling, "code", Totp.at(secret, Instant.now()));
    String recovery =
        found("id=\"recovery-code\"[^>]*>([A-Z0-9]+)<", browser.get(right.location()).text());
    Seen resume = browser.post(right.location(), "saved", "on");
    Seen answer = browser.get(resume.location());

    assertThat(enrollment.text()).contains("<svg class=\"qr\"", "otpauth://totp/");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.text()).contains("data-error-code=\"invalid-code\"");
    assertThat(right.location()).startsWith("/u/mfa-recovery-code-enrollment");
    assertThat(answer.parameters()).containsKey("code");

    browser = new Browsing(TENANT.first().issuer());
    String code = submit(withSecondFactor(), "Passw0rd!").location();
    Seen page = browser.get(code);
    Seen spent = browser.post(code, "code", Totp.at(secret, Instant.now()));
    Seen recovered = browser.post(code.replace("mfa-otp", "mfa-recovery-code"), "code", recovery);
    Seen next = browser.post(recovered.location(), "saved", "on");

    assertThat(page.text()).contains("Enter the code that your authenticator app shows.");
    assertThat(spent.status()).isEqualTo(400);
    assertThat(browser.get(next.location()).parameters()).containsKey("code");
  }

  @Test
  void sends_a_code_to_a_phone_once_and_again_when_asked() {
    String otp = submit(withSecondFactor(), "Passw0rd!").location();
    String phone = otp.replace("mfa-otp", "mfa-sms-enrollment");

    Seen bad = browser.post(phone, "phone", "5550100");
    Seen sms = browser.post(phone, "phone", "+15550100");
    Seen page = browser.get(sms.location());
    browser.get(sms.location());
    int sent = messages("mfa_oob_code");
    browser.post(sms.location(), "action", "resend-code");
    browser.get(sms.location());
    int resent = messages("mfa_oob_code");
    Seen wrong = browser.post(sms.location(), "code", "x");
    Seen right = browser.post(sms.location(), "code", lastCode());
    Seen resume = browser.post(right.location(), "saved", "on");

    assertThat(bad.text()).contains("id=\"error-element-phone\"");
    assertThat(page.text()).contains("0100", "value=\"resend-code\"");
    assertThat(sent).isEqualTo(1);
    assertThat(resent).isEqualTo(2);
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(browser.get(resume.location()).parameters()).containsKey("code");
  }

  @Test
  void lets_nobody_go_past_the_second_factor() {
    String otp = submit(withSecondFactor(), "Passw0rd!").location();

    Seen past = browser.post(otp.replace("mfa-otp", "mfa-recovery-code-enrollment"), "saved", "on");
    Seen resume = browser.get(otp.replace("/u/mfa-otp", "/authorize/resume"));

    assertThat(past.location()).startsWith("/u/mfa-otp?");
    assertThat(resume.location()).startsWith("/u/mfa-otp?");
  }

  @Test
  void logs_in_by_a_code_instead_of_a_password() {
    String login = authorize("web");

    Seen recipient = browser.post(login, "connection", "email");
    Seen nobody = browser.post(recipient.location(), "username", "ada");
    Seen challenge = browser.post(recipient.location(), "username", "new@example.com");
    Seen page = browser.get(challenge.location());
    Seen wrong = browser.post(challenge.location(), "code", "x");
    Seen resume = browser.post(challenge.location(), "code", lastCode());

    assertThat(nobody.status()).isEqualTo(400);
    assertThat(page.text()).contains("new@example.com", "autocomplete=\"one-time-code\"");
    assertThat(wrong.text()).contains("The code you entered is invalid");
    assertThat(browser.get(resume.location()).parameters()).containsKey("code");
  }

  @Test
  void connects_a_device_by_its_code() {
    String device = browser.post("/oauth/device/code", "client_id", "tv", "scope", "openid").text();
    String userCode = found("\"user_code\":\"([^\"]*)\"", device);

    Seen page = browser.get("/activate?user_code=" + userCode);
    Seen wrong = browser.post("/activate", "code", "BCDF-BCDF");
    Seen login = browser.post("/activate", "code", userCode.toLowerCase(java.util.Locale.ROOT));
    Seen confirm = submit(login.location().replace("/u/login/identifier", "/u/login"), "Passw0rd!");
    Seen question = browser.get(confirm.location());
    Seen allowed = browser.post(confirm.location(), "action", "confirm");
    Seen tokens = poll(device);

    assertThat(page.text()).contains("value=\"" + userCode + "\"");
    assertThat(wrong.text()).contains("Invalid or expired user code");
    assertThat(question.text()).contains(userCode, "shown by TV");
    assertThat(browser.get(allowed.location()).text()).contains("Your device is now connected.");
    assertThat(tokens.text()).contains("\"id_token\"");
  }

  @Test
  void tells_a_device_that_its_user_said_no() {
    String device = browser.post("/oauth/device/code", "client_id", "tv", "scope", "openid").text();
    String userCode = found("\"user_code\":\"([^\"]*)\"", device);
    Seen login = browser.post("/activate", "code", userCode);
    Seen confirm = submit(login.location().replace("/u/login/identifier", "/u/login"), "Passw0rd!");

    Seen denied = browser.post(confirm.location(), "action", "cancel");

    assertThat(browser.get(denied.location()).text()).contains("You chose not to connect it.");
    assertThat(poll(device).text()).contains("\"access_denied\"");
  }

  @Test
  void says_that_a_device_waits_no_more_whose_code_expired_during_the_login() {
    String device = browser.post("/oauth/device/code", "client_id", "tv", "scope", "openid").text();
    String userCode = found("\"user_code\":\"([^\"]*)\"", device);
    Seen login = browser.post("/activate", "code", userCode);
    Seen confirm = submit(login.location().replace("/u/login/identifier", "/u/login"), "Passw0rd!");
    TENANT.first().clock().advance(java.time.Duration.ofMinutes(16));

    Seen answered = browser.post(confirm.location(), "action", "confirm");

    assertThat(browser.get(answered.location()).text()).contains("Invalid or expired user code");
    assertThat(poll(device).text()).contains("\"expired_token\"");
    assertThat(poll(device).text()).contains("\"invalid_grant\"");
  }

  @Test
  void leaves_a_session_and_log_records_after_a_device_was_connected() {
    String device = browser.post("/oauth/device/code", "client_id", "tv", "scope", "openid").text();
    String userCode = found("\"user_code\":\"([^\"]*)\"", device);
    browser.post("/activate", "code", "BCDF-BCDF");
    Seen login = browser.post("/activate", "code", userCode);
    Seen confirm = submit(login.location().replace("/u/login/identifier", "/u/login"), "Passw0rd!");

    browser.post(confirm.location(), "action", "confirm");
    String sid = browser.sessionId();
    Seen tokens = poll(device);
    poll(device);
    Seen silent =
        browser.authorize(
            "response_type",
            "code",
            "client_id",
            "web",
            "redirect_uri",
            CALLBACK,
            "prompt",
            "none");

    assertThat(silent.parameters()).containsKey("code");
    String idToken = found("\"id_token\":\"[^.]*\\.([^.]*)", tokens.text());
    assertThat(
            new String(
                java.util.Base64.getUrlDecoder().decode(idToken),
                java.nio.charset.StandardCharsets.UTF_8))
        .contains("\"sid\":\"" + sid + "\"");
    assertThat(logTypes()).containsSubsequence("fede", "sede", "s", "fdeac");
  }

  @Test
  void logs_that_a_user_did_not_connect_a_device_and_one_that_may_not_ask() {
    String device = browser.post("/oauth/device/code", "client_id", "tv", "scope", "openid").text();
    String userCode = found("\"user_code\":\"([^\"]*)\"", device);
    Seen login = browser.post("/activate", "code", userCode);
    Seen confirm = submit(login.location().replace("/u/login/identifier", "/u/login"), "Passw0rd!");

    browser.post(confirm.location(), "action", "cancel");
    poll(device);
    browser.post("/oauth/device/code", "client_id", "spa");

    assertThat(logTypes()).containsSubsequence("fdeaz", "fede", "fdecc");
    assertThat(browser.jar().keySet()).noneMatch(name -> name.matches("auth0_\\d+"));
  }

  private List<String> logTypes() {
    String token =
        browser
            .json(
                "/__admin/tokens",
                java.util.Map.of(
                    "client",
                    "web",
                    "audience",
                    TENANT.first().managementAudience(),
                    "scope",
                    "read:logs read:logs_users"))
            .string("access_token", "");
    return java.util.regex.Pattern.compile("\"type\":\"(\\w+)\"")
        .matcher(browser.managed("/api/v2/logs", token))
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private Seen poll(String device) {
    return browser.post(
        "/oauth/token",
        "grant_type",
        "urn:ietf:params:oauth:grant-type:device_code",
        "client_id",
        "tv",
        "device_code",
        found("\"device_code\":\"([^\"]*)\"", device));
  }

  @Test
  void shows_no_markup_that_somebody_sent() {
    Seen answer =
        browser.get(
            "/authorize",
            "response_type",
            "code",
            "client_id",
            "web",
            "redirect_uri",
            CALLBACK,
            "login_hint",
            "\"><script>alert(1)</script>");

    Seen page = browser.get(answer.location());

    assertThat(page.text()).contains("&#34;>&lt;script>").doesNotContain("<script>");
  }

  private String withSecondFactor() {
    return browser
        .authorize(
            "response_type",
            "code",
            "client_id",
            "web",
            "redirect_uri",
            CALLBACK,
            "scope",
            "openid",
            "acr_values",
            "http://schemas.openid.net/pape/policies/2007/06/multi-factor")
        .location()
        .replace("/u/login/identifier", "/u/login");
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

  private static String found(String pattern, String text) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).as(pattern).isTrue();
    return found.group(1);
  }

  private Seen submit(String login, String password) {
    return browser.post(
        login, "username", "ada@example.com", "password", password, "action", "default");
  }

  private Seen ask(String client) {
    // An API of its own asks for consent: the callback is on this machine.
    String audience = client.equals("strict") ? "https://api.example.com" : "";
    return browser.authorize(
        "response_type",
        "code",
        "client_id",
        client,
        "redirect_uri",
        CALLBACK,
        "scope",
        "openid profile read:messages write:messages",
        "audience",
        audience,
        "code_challenge",
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        "code_challenge_method",
        "S256",
        "state",
        "s");
  }

  private String authorize(String client) {
    return ask(client).location();
  }

  private String authorizeAnew() {
    browser = new Browsing(TENANT.first().issuer());
    return authorize("web");
  }

  private String linkOfLastMessage() {
    Matcher links = LINK.matcher(browser.get("/__admin/messages").text());
    String last = "";
    while (links.find()) {
      last = links.group(1);
    }
    return last.replaceFirst("#.*", "");
  }
}
