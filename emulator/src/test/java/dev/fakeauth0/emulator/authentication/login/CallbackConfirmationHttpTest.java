package dev.fakeauth0.emulator.authentication.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ServedTenant;
import dev.fakeauth0.emulator.authentication.login.Browsing.Seen;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whether a login that no page was needed for is confirmed before it leaves the browser. */
class CallbackConfirmationHttpTest {

  private static final String LOOPBACK = "http://127.0.0.1:3000/callback";
  private static final String SCHEME = "com.example.notes://callback";
  private static final String WEB = "https://notes.example/callback";
  private static final String SKIP = "skip_non_verifiable_callback_uri_confirmation_prompt";

  @RegisterExtension static final ServedTenant TENANT = ServedTenant.of("login/journey.json");

  private Browsing browser;

  @BeforeEach
  void open() {
    TENANT.first().seed("fakeAuth0: {callbackConfirmation: true}");
    browser = new Browsing(TENANT.first().issuer());
  }

  @Test
  void asks_before_a_session_answers_at_a_callback_that_anybody_could_be_behind() {
    client(Map.of());
    browser.hasSessionOf("ada@example.com");

    Seen asked = authorize(LOOPBACK);
    Seen page = browser.get(asked.location());
    Seen confirmed = browser.post(asked.location(), "action", "accept");
    Seen answer = browser.get(confirmed.location());

    assertThat(asked.place()).isEqualTo("/u/login-confirmation");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text())
        .contains("notes", "ada@example.com", "http://127.0.0.1:3000", "value=\"accept\"");
    assertThat(answer.place()).isEqualTo(LOOPBACK);
    assertThat(answer.parameters()).containsKey("code").containsEntry("state", "s");
  }

  @Test
  void does_not_ask_where_the_seed_wants_none() {
    client(Map.of());
    TENANT.first().seed("fakeAuth0: {callbackConfirmation: false}");
    browser.hasSessionOf("ada@example.com");

    assertThat(authorize(LOOPBACK).parameters()).containsKey("code");
  }

  @Test
  void asks_each_time() {
    client(Map.of());
    browser.hasSessionOf("ada@example.com");
    Seen first = authorize(LOOPBACK);
    browser.get(browser.post(first.location(), "action", "accept").location());

    Seen second = authorize(LOOPBACK);

    assertThat(second.place()).isEqualTo("/u/login-confirmation");
  }

  @Test
  void asks_for_a_scheme_of_an_application_as_for_loopback() {
    client(Map.of());
    browser.hasSessionOf("ada@example.com");

    assertThat(authorize(SCHEME).place()).isEqualTo("/u/login-confirmation");
    assertThat(authorize(WEB).parameters()).containsKey("code");
  }

  @Test
  void does_not_ask_whoever_has_just_seen_another_page() {
    client(Map.of());

    Seen login = authorize(LOOPBACK);
    Seen resume =
        browser.post(
            login.location().replace("/u/login/identifier", "/u/login"),
            "username",
            "ada@example.com",
            "password",
            "Passw0rd!");
    Seen answer = browser.get(resume.location());

    assertThat(answer.place()).isEqualTo(LOOPBACK);
    assertThat(answer.parameters()).containsKey("code");
  }

  @Test
  void tells_the_application_of_a_user_who_did_not_mean_it() {
    client(Map.of());
    browser.hasSessionOf("ada@example.com");
    Seen asked = authorize(LOOPBACK);

    Seen neither = browser.post(asked.location());
    Seen declined = browser.post(asked.location(), "action", "deny");
    Seen answer = browser.get(declined.location());

    assertThat(neither.status()).isEqualTo(400);
    assertThat(answer.parameters())
        .containsEntry("error", "access_denied")
        .containsEntry("error_description", "User has canceled the interaction.");
  }

  @Test
  void refuses_a_silent_login_that_has_to_be_confirmed() {
    client(Map.of());
    browser.hasSessionOf("ada@example.com");

    Seen silent = authorize(LOOPBACK, "prompt", "none");

    assertThat(silent.place()).isEqualTo(LOOPBACK);
    assertThat(silent.parameters()).containsEntry("error", "interaction_required");
    assertThat(TENANT.first().journal().last().orElseThrow().diagnosis().orElseThrow().remedies())
        .anySatisfy(remedy -> assertThat(remedy).contains(SKIP));
  }

  @Test
  void goes_by_the_setting_of_the_client_and_else_of_the_tenant() {
    browser.hasSessionOf("ada@example.com");

    client(Map.of(SKIP, true));
    Seen skippedByClient = authorize(LOOPBACK, "prompt", "none");
    TENANT.first().seed(Json.text(Map.of("tenant", Map.of(SKIP, true))));
    client(Map.of());
    Seen skippedByTenant = authorize(LOOPBACK, "prompt", "none");
    client(Map.of(SKIP, false));
    Seen askedByClient = authorize(LOOPBACK, "prompt", "none");

    assertThat(skippedByClient.parameters()).containsKey("code");
    assertThat(skippedByTenant.parameters()).containsKey("code");
    assertThat(askedByClient.parameters()).containsEntry("error", "interaction_required");
  }

  @Test
  void does_not_ask_for_clients_that_are_not_oidc_conformant() {
    client(Map.of("oidc_conformant", false));
    browser.hasSessionOf("ada@example.com");

    assertThat(authorize(LOOPBACK).parameters()).containsKey("code");
  }

  private Seen authorize(String callback, String... more) {
    String[] parameters = new String[8 + more.length];
    System.arraycopy(
        new String[] {
          "response_type", "code", "client_id", "notes", "redirect_uri", callback, "state", "s"
        },
        0,
        parameters,
        0,
        8);
    System.arraycopy(more, 0, parameters, 8, more.length);
    return browser.authorize(parameters);
  }

  private static void client(Map<String, Object> more) {
    Document client =
        Document.of(
            "name",
            "notes",
            "client_id",
            "notes",
            "oidc_conformant",
            true,
            "grant_types",
            List.of("authorization_code"),
            "callbacks",
            List.of(LOOPBACK, SCHEME, WEB));
    for (Map.Entry<String, Object> member : more.entrySet()) {
      client = client.with(member.getKey(), member.getValue());
    }
    TENANT
        .first()
        .seed(
            Json.text(
                Map.of(
                    "clients",
                    List.of(client),
                    "databases",
                    List.of(
                        Map.of(
                            "name",
                            "Username-Password-Authentication",
                            "strategy",
                            "auth0",
                            "enabled_clients",
                            List.of("web", "notes"))))));
  }
}
