package dev.fakeauth0.emulator.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.failure.FailureRule;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logins without a page, refused because a failure rule says so. */
class LoginFailuresHttpTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path cache;
  private static @Nullable Emulator emulator;

  @BeforeAll
  static void start() {
    emulator =
        Emulator.start(
            EmulatorConfig.defaults()
                .cacheDirectory(cache)
                .tenant(
                    Path.of("src", "test", "resources", "direct-grants", "rows.json").toString()));
  }

  @AfterAll
  static void stop() {
    Objects.requireNonNull(emulator).close();
  }

  @BeforeEach
  void reset() {
    auth0().reset();
  }

  @ParameterizedTest
  @CsvSource({
    "user-blocked, 403, unauthorized",
    "mfa-required, 403, mfa_required",
    "too-many-attempts, 429, too_many_attempts",
    "password-leaked, 401, password_leaked",
  })
  void refuses_a_login_as_the_rule_says(String mode, int status, String error) {
    auth0().failures().add(FailureRule.parse(mode));

    HttpResponse<String> answer = login("ada@example.com", "Passw0rd!");

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains("\"error\":\"" + error + "\"");
    assertThat(auth0().journal().last().orElseThrow().faults()).containsExactly(mode);
  }

  @Test
  void brings_an_mfa_token_that_is_good_for_nothing() {
    auth0().failures().add(FailureRule.parse("mfa-required;times=1"));

    HttpResponse<String> answer = login("ada@example.com", "Passw0rd!");

    assertThat(answer.body()).contains("\"mfa_token\":\"Fe26.2*");
  }

  @Test
  void hides_an_mfa_token_in_the_journal() {
    auth0().failures().add(FailureRule.parse("mfa-required"));

    login("ada@example.com", "Passw0rd!");

    assertThat(auth0().journal().last().orElseThrow().toString()).doesNotContain("Fe26.2*");
  }

  @Test
  void is_for_the_user_whom_the_rule_names_alone() {
    auth0().failures().add(FailureRule.parse("user-blocked;user=eve@example.com"));

    int eve = login("eve@example.com", "letmein").statusCode();
    int ada = login("ada@example.com", "Passw0rd!").statusCode();

    assertThat(eve).isEqualTo(403);
    assertThat(ada).isEqualTo(200);
  }

  @Test
  void counts_no_login_that_was_never_decided() {
    auth0().failures().add(FailureRule.parse("too-many-attempts;times=1"));
    login("ada@example.com", "guess");

    HttpResponse<String> answer = login("ada@example.com", "Passw0rd!");

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void takes_the_rules_of_a_seed() {
    auth0().seed("fakeAuth0: {failures: [password-leaked]}");

    HttpResponse<String> answer = login("ada@example.com", "Passw0rd!");

    assertThat(answer.statusCode()).isEqualTo(401);
  }

  private static FakeAuth0 auth0() {
    return Objects.requireNonNull(emulator).first();
  }

  private static HttpResponse<String> login(String username, String password) {
    URI token = auth0().issuer().resolve("oauth/token");
    String body =
        "{\"grant_type\":\"password\",\"client_id\":\"app\",\"username\":\""
            + username
            + "\",\"password\":\""
            + password
            + "\"}";
    try {
      return HTTP.send(
          HttpRequest.newBuilder(token)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
