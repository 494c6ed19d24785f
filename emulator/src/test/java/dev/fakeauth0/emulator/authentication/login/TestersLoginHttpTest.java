package dev.fakeauth0.emulator.authentication.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ServedTenant;
import dev.fakeauth0.emulator.authentication.login.Browsing.Seen;
import dev.fakeauth0.emulator.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What testers have that users have not: logins by a hint, and providers that are not there. */
class TestersLoginHttpTest {

  private static final String CALLBACK = "http://localhost:3000/callback";

  @RegisterExtension static final ServedTenant TENANT = ServedTenant.of("login/journey.json");

  private Browsing browser;

  @BeforeEach
  void open() {
    browser = new Browsing(TENANT.first().issuer());
  }

  @Test
  void logs_in_whoever_a_hint_names_in_all_clients_of_a_tenant_that_wants_it() {
    Seen before = ask("login_hint", "ada@example.com");
    TENANT.first().seed("fakeAuth0: {autoLogin: true}");

    Seen after = ask("login_hint", "ada@example.com");
    Seen unknown = new Browsing(TENANT.first().issuer()).authorize(with("login_hint", "eve"));

    assertThat(before.place()).startsWith("/u/login");
    assertThat(after.place()).isEqualTo(CALLBACK);
    assertThat(after.parameters()).containsKey("code");
    assertThat(unknown.place()).startsWith("/u/login");
  }

  @Test
  void knows_the_clients_that_want_it_by_name_too_and_no_other() {
    TENANT.first().seed("fakeAuth0: {autoLogin: [web]}");

    Seen named = ask("login_hint", "bob@example.com");
    browser.jar().clear();
    Seen other =
        browser.authorize(
            "response_type",
            "code",
            "client_id",
            "headless",
            "redirect_uri",
            CALLBACK,
            "login_hint",
            "bob@example.com");

    assertThat(named.parameters()).containsKey("code");
    assertThat(other.place()).startsWith("/u/login");
  }

  @Test
  void logs_in_no_blocked_user_by_a_hint() {
    TENANT
        .first()
        .seed(
            """
            fakeAuth0: {autoLogin: true}
            users:
              - user_id: auth0|eve
                email: eve@example.com
                blocked: true
                connection: Username-Password-Authentication
            """);

    assertThat(ask("login_hint", "eve@example.com").place()).startsWith("/u/login");
  }

  @ParameterizedTest
  @ValueSource(strings = {"samlp", "waad", "oidc", "okta", "adfs", "google-oauth2", "github"})
  void stands_in_for_a_provider_of_each_kind(String strategy) {
    TENANT
        .first()
        .seed(
            Json.text(
                Map.of(
                    "connections",
                    List.of(
                        Map.of(
                            "name",
                            "corp",
                            "strategy",
                            strategy,
                            "display_name",
                            "Corp",
                            "enabled_clients",
                            List.of("implicit"))))));

    Seen begun = implicit();
    Seen provider = browser.get(begun.location());
    Seen page = browser.get(provider.location());
    Seen nobody = browser.post(provider.location(), "email", "", "name", "");
    Seen resume = browser.post(provider.location(), "email", "Grace@Corp.example", "name", "Grace");
    String first = claims(browser.get(resume.location()));
    browser.jar().clear();
    Seen again = browser.get(browser.get(implicit().location()).location());
    String known = again.text().replaceFirst("(?s).*name=\"identity\" value=\"([^\"]*)\".*", "$1");
    Seen picked =
        browser.post(
            "/u/provider",
            "connection",
            "corp",
            "state",
            again.text().replaceFirst("(?s).*name=\"state\" value=\"([^\"]*)\".*", "$1"),
            "identity",
            known);
    String second = claims(browser.get(picked.location()));

    assertThat(provider.place()).isEqualTo("/u/provider");
    assertThat(page.text()).contains("stands in for the login at Corp");
    assertThat(nobody.status()).isEqualTo(400);
    assertThat(first).contains("\"email\":\"grace@corp.example\"", "\"name\":\"Grace\"");
    assertThat(first).contains("\"sub\":\"" + known + "\"");
    assertThat(known).startsWith(strategy + "|");
    assertThat(second).contains("\"sub\":\"" + known + "\"");
  }

  private Seen implicit() {
    return browser.authorize(
        "response_type",
        "id_token",
        "client_id",
        "implicit",
        "redirect_uri",
        CALLBACK,
        "connection",
        "corp",
        "scope",
        "openid profile email",
        "nonce",
        "n");
  }

  private static String claims(Seen answer) {
    assertThat(answer.parameters()).as(answer.location()).containsKey("id_token");
    return new String(
        Base64.getUrlDecoder().decode(answer.parameters().get("id_token").split("\\.")[1]),
        StandardCharsets.UTF_8);
  }

  private Seen ask(String... more) {
    return browser.authorize(with(more));
  }

  private static String[] with(String... more) {
    String[] parameters = new String[6 + more.length];
    System.arraycopy(
        new String[] {"response_type", "code", "client_id", "web", "redirect_uri", CALLBACK},
        0,
        parameters,
        0,
        6);
    System.arraycopy(more, 0, parameters, 6, more.length);
    return parameters;
  }
}
