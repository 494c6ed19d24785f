package dev.fakeauth0.emulator.authentication.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ServedTenant;
import dev.fakeauth0.emulator.authentication.login.Browsing.Seen;
import dev.fakeauth0.emulator.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes that somebody types into a page of Auth0.js: tried first, then logged in with. */
class PasswordlessVerifyHttpTest {

  private static final String CALLBACK = "https://shop.example/callback";

  @RegisterExtension static final ServedTenant TENANT = ServedTenant.of("preset:default");

  private Browsing browser;

  @BeforeEach
  void open() {
    browser = new Browsing(TENANT.first().issuer());
    TENANT
        .first()
        .seed(
            Json.text(
                Map.of(
                    "clients",
                    List.of(
                        Map.of(
                            "name",
                            "shop",
                            "client_id",
                            "shop",
                            "token_endpoint_auth_method",
                            "none",
                            "grant_types",
                            List.of("authorization_code"),
                            "callbacks",
                            List.of(CALLBACK))),
                    "connections",
                    List.of(connection("email"), connection("sms")))));
  }

  @ParameterizedTest
  @CsvSource({"email, email, new@example.com", "sms, phone_number, +4930123456"})
  void finds_a_code_right_and_it_still_logs_in(String connection, String member, String to) {
    String code = sent(connection, member, to);

    Seen tried = verify(connection, member, to, code);
    Seen onwards =
        browser.get(
            "/passwordless/verify_redirect?client_id=shop&response_type=code&connection="
                + connection
                + '&'
                + member
                + '='
                + to.replace("+", "%2B")
                + "&verification_code="
                + code
                + "&state=s&redirect_uri="
                + CALLBACK);
    Seen answer = browser.get(onwards.location());

    assertThat(tried.status()).isEqualTo(200);
    assertThat(onwards.location()).contains("/authorize?");
    assertThat(answer.place()).isEqualTo(CALLBACK);
    assertThat(answer.parameters()).containsKey("code").containsEntry("state", "s");
  }

  @Test
  void says_that_a_code_is_wrong_and_takes_three_tries_at_most() {
    String code = sent("email", "email", "new@example.com");

    Seen wrong = verify("email", "email", "new@example.com", "no");
    verify("email", "email", "new@example.com", "no");
    verify("email", "email", "new@example.com", "no");
    Seen late = verify("email", "email", "new@example.com", code);

    assertThat(wrong.status()).isEqualTo(403);
    assertThat(wrong.text()).contains("Wrong email or verification code.");
    assertThat(late.status()).isEqualTo(403);
    assertThat(late.text()).contains("You've reached the maximum number of attempts.");
  }

  @Test
  void tries_no_code_for_a_client_or_connection_that_is_not_there() {
    assertThat(verify("another", "email", "new@example.com", "1").status()).isEqualTo(403);
    assertThat(
            browser
                .post("/passwordless/verify", "connection", "email", "verification_code", "1")
                .status())
        .isEqualTo(403);
  }

  private Seen verify(String connection, String member, String to, String code) {
    return browser.post(
        "/passwordless/verify",
        "client_id",
        "shop",
        "connection",
        connection,
        member,
        to,
        "verification_code",
        code);
  }

  private String sent(String connection, String member, String to) {
    browser.post(
        "/passwordless/start",
        "client_id",
        "shop",
        "connection",
        connection,
        member,
        to,
        "send",
        "code");
    return TENANT.first().messages().lastTo(to).orElseThrow().code().orElseThrow();
  }

  private static Map<String, Object> connection(String strategy) {
    return Map.of("name", strategy, "strategy", strategy, "enabled_clients", List.of("shop"));
  }
}
