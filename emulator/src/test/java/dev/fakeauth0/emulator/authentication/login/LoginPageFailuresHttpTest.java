package dev.fakeauth0.emulator.authentication.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.emulator.ServedTenant;
import dev.fakeauth0.emulator.authentication.login.Browsing.Seen;
import dev.fakeauth0.failure.FailureRule;
import dev.fakeauth0.refusal.RefusalReason;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logins by pages, refused because a failure rule says so, whichever door it came through. */
class LoginPageFailuresHttpTest {

  private static final String CALLBACK = "http://localhost:3000/callback";
  private static final String SEED = "login/pages.json";

  @RegisterExtension static final ServedTenant TENANT = ServedTenant.of(SEED);

  private Browsing browser;

  @BeforeEach
  void open() {
    browser = new Browsing(TENANT.first().issuer());
  }

  @ParameterizedTest
  @CsvSource({
    "too-many-attempts, user-blocked, Your account has been blocked after multiple consecutive",
    "password-leaked, password-breached, We have detected a potential security issue"
  })
  void shows_the_login_page_again_with_what_auth0_says(String mode, String code, String words) {
    force(mode + ";times=1");
    String login = authorize("web");

    Seen shown = browser.get(login);
    Seen refused = submit(login);
    Seen after = submit(login);

    assertThat(shown.status()).as("looking at the page uses nothing up").isEqualTo(200);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("data-error-code=\"" + code + "\"", words);
    assertThat(after.place()).isEqualTo("/authorize/resume");
  }

  @Test
  void tells_the_application_of_a_blocked_user_and_changes_nothing() {
    force("user-blocked@/u/login;times=1");
    String login = authorize("web");

    Seen refused = submit(login);
    Seen after = submit(login);

    assertThat(refused.place()).isEqualTo(CALLBACK);
    assertThat(refused.parameters())
        .containsEntry("error", "unauthorized")
        .containsEntry("error_description", "user is blocked")
        .containsEntry("state", "s");
    assertThat(browser.get(after.location()).parameters()).containsKey("code");
  }

  @Test
  void refuses_on_the_page_for_the_password_alone_too() {
    force("user-blocked;user=ada@example.com");
    Seen password =
        browser.post(
            authorize("web").replace("/u/login?", "/u/login/identifier?"),
            "username",
            "ada@example.com");

    Seen refused = browser.post(password.location(), "password", "Passw0rd!");

    assertThat(password.place()).isEqualTo("/u/login/password");
    assertThat(refused.parameters()).containsEntry("error_description", "user is blocked");
  }

  @Test
  void declines_the_consent_in_the_users_place() {
    force("consent-denied@/u/consent");
    Seen consent = submit(authorize("strict"));

    Seen page = browser.get(consent.location());
    Seen refused = browser.post(consent.location(), "action", "accept");

    assertThat(page.status()).isEqualTo(200);
    assertThat(refused.parameters())
        .containsEntry("error", "access_denied")
        .containsEntry("error_description", "User did not authorize the request");
  }

  @Test
  void tells_a_user_who_tries_too_many_codes_on_the_page_of_the_factor() {
    String login =
        browser
            .authorize(
                "response_type",
                "code",
                "client_id",
                "web",
                "redirect_uri",
                CALLBACK,
                "acr_values",
                Logins.MULTI_FACTOR)
            .location()
            .replace("/u/login/identifier", "/u/login");
    Seen factor = submit(login);
    force("too-many-attempts");

    Seen refused = browser.post(factor.location(), "code", "123456");

    assertThat(factor.place()).isEqualTo("/u/mfa-otp");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text())
        .contains("data-error-code=\"too-many-failures\"", "Too many failed codes.");
  }

  @Test
  void says_of_a_user_which_organization_they_are_not_part_of() {
    force("organization-denied");
    Seen picker = submit(authorize("teams"));

    Seen picked = browser.post(picker.location(), "organization", "org_acme");

    assertThat(picked.place()).isEqualTo(CALLBACK);
    assertThat(picked.parameters())
        .containsEntry("error", "access_denied")
        .containsEntry(
            "error_description", "user auth0|ada is not part of the org_acme organization");
    assertThat(last()).isEqualTo(RefusalReason.USER_NOT_IN_ORGANIZATION);
  }

  @Test
  void says_so_to_a_session_and_after_the_login_too() {
    force("organization-denied");
    Seen login = authorizeTo("org_acme");
    Seen resume = submit(login.location().replace("/u/login/identifier", "/u/login"));

    Seen afterLogin = browser.get(resume.location());
    browser.hasSessionOf("ada@example.com");
    Seen bySession = authorizeTo("org_acme");

    for (Seen refused : List.of(afterLogin, bySession)) {
      assertThat(refused.parameters())
          .containsEntry(
              "error_description", "user auth0|ada is not part of the org_acme organization");
    }
  }

  @Test
  void asks_a_silent_login_alone_for_a_second_factor() {
    force("mfa-required@/authorize");
    browser.hasSessionOf("ada@example.com");

    Seen silent = ask("web", "prompt", "none");
    Seen seen = ask("web");

    assertThat(silent.parameters())
        .containsEntry("error", "interaction_required")
        .containsEntry("error_description", "Multifactor authentication required");
    assertThat(seen.parameters()).containsKey("code");
  }

  @Test
  void takes_a_rule_of_the_seed() {
    TENANT.first().seed("fakeAuth0: {failures: [\"too-many-attempts@/u/login\"]}");

    assertThat(submit(authorize("web")).status()).isEqualTo(400);
  }

  @Test
  void takes_a_rule_that_is_put() throws Exception {
    URI place = TENANT.first().issuer().resolve("/__admin/failures");
    HttpResponse<String> put =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(place)
                    .PUT(HttpRequest.BodyPublishers.ofString("[\"password-leaked@/u/login\"]"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    assertThat(submit(authorize("web")).status()).isEqualTo(400);
  }

  @Test
  void takes_a_rule_it_was_started_with(@TempDir Path cache) {
    try (Emulator emulator =
        Emulator.start(
            EmulatorConfig.defaults()
                .cacheDirectory(cache)
                .tenant(Path.of("src", "test", "resources", "login", "pages.json").toString())
                .failing("user-blocked@/u/login"))) {
      browser = new Browsing(emulator.first().issuer());

      assertThat(submit(authorize("web")).parameters()).containsEntry("error", "unauthorized");
    }
  }

  private static void force(String rule) {
    TENANT.first().failures().add(FailureRule.parse(rule));
  }

  private String authorize(String client) {
    return ask(client).location().replace("/u/login/identifier", "/u/login");
  }

  private Seen ask(String client, String... more) {
    String[] parameters = new String[10 + more.length];
    System.arraycopy(
        new String[] {
          "response_type",
          "code",
          "client_id",
          client,
          "redirect_uri",
          CALLBACK,
          "scope",
          "openid",
          "state",
          "s"
        },
        0,
        parameters,
        0,
        10);
    System.arraycopy(more, 0, parameters, 10, more.length);
    return browser.authorize(parameters);
  }

  private Seen authorizeTo(String organization) {
    return ask("teams", "organization", organization);
  }

  private Seen submit(String login) {
    return browser.post(login, "username", "ada@example.com", "password", "Passw0rd!");
  }

  private static RefusalReason last() {
    return TENANT.first().journal().entries().stream()
        .flatMap(entry -> entry.diagnosis().stream())
        .reduce((one, other) -> other)
        .orElseThrow()
        .reason();
  }
}
