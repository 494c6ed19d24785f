package dev.fakeauth0.emulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.control.AdminGuard.Caller;
import dev.fakeauth0.emulator.pipeline.Headers;
import dev.fakeauth0.emulator.pipeline.Listener;
import dev.fakeauth0.emulator.pipeline.Request;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminGuardTest {

  private static final Set<String> DECLARED = Set.of("acme.eu.auth0.com");

  private final AdminGuard guard = new AdminGuard(DECLARED, Optional.empty());
  private final AdminGuard withToken = new AdminGuard(DECLARED, Optional.of("let-me-in"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8080",
        "LOCALHOST:8080",
        "127.0.0.1:8080",
        "[::1]:8080",
        "acme.localhost:8080",
        "host.docker.internal:8080",
        "acme.eu.auth0.com",
        "ACME.eu.auth0.com:8443"
      })
  void lets_this_machine_in_by_a_known_name(String host) {
    Caller caller = from("127.0.0.1", "Host", host);

    assertThat(guard.refusal(caller)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "evil.example:8080", "localhost.evil.example", "10.0.0.1"})
  void keeps_out_a_name_nobody_declared(String host) {
    Caller caller = from("127.0.0.1", "Host", host);

    assertThat(because(guard, caller)).endsWith("is not a name of this emulator");
  }

  @Test
  void keeps_out_a_call_without_host() {
    Caller caller = from("127.0.0.1");

    assertThat(because(guard, caller)).isEqualTo("the call has no Host");
  }

  @Test
  void keeps_out_another_machine() {
    Caller caller = from("192.0.2.7", "Host", "localhost:8080");

    assertThat(because(guard, caller)).isEqualTo("192.0.2.7 is not this machine");
    assertThat(guard.refusal(caller).orElseThrow().remedies().get(0)).contains("--admin-token");
  }

  @Test
  void keeps_out_what_a_proxy_on_this_machine_passes_on() {
    Caller caller = from("127.0.0.1", "Host", "localhost:8080", "X-Forwarded-For", "192.0.2.7");

    assertThat(because(guard, caller)).contains("X-Forwarded-For");
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:3000",
    "http://evil.example",
    "https://localhost:8080",
    "null",
    "http://127.0.0.1:8080"
  })
  void keeps_out_pages_of_another_origin(String origin) {
    Caller caller = from("127.0.0.1", "Host", "localhost:8080", "Origin", origin);

    assertThat(because(guard, caller)).contains("another origin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "whatever"})
  void keeps_out_what_a_browser_sends_for_another_site(String site) {
    Caller caller = from("127.0.0.1", "Host", "localhost:8080", "Sec-Fetch-Site", site);

    assertThat(because(guard, caller)).contains("another origin");
  }

  @Test
  void lets_pages_of_its_own_origin_in() {
    Caller caller =
        from(
            "127.0.0.1",
            "Host",
            "Localhost:8080",
            "Origin",
            "http://localhost:8080",
            "Sec-Fetch-Site",
            "same-origin");

    assertThat(guard.refusal(caller)).isEmpty();
  }

  @Test
  void lets_a_typed_address_in() {
    Caller caller = from("127.0.0.1", "Host", "localhost:8080", "Sec-Fetch-Site", "none");

    assertThat(guard.refusal(caller)).isEmpty();
  }

  @Test
  void lets_anybody_in_who_sends_the_admin_token() {
    Caller caller = from("192.0.2.7", "Host", "emulator:8080", "Authorization", "bearer let-me-in");

    assertThat(withToken.refusal(caller)).isEmpty();
  }

  @Test
  void keeps_out_who_sends_another_token_even_from_this_machine() {
    Caller caller =
        from("127.0.0.1", "Host", "localhost:8080", "Authorization", "Bearer let-me-out");

    assertThat(because(withToken, caller)).isEqualTo("the bearer token is not the admin token");
  }

  @Test
  void needs_no_token_of_this_machine() {
    Caller caller = from("127.0.0.1", "Host", "localhost:8080");

    assertThat(withToken.refusal(caller)).isEmpty();
  }

  @Test
  void keeps_out_another_machine_without_the_token() {
    Caller caller = from("192.0.2.7", "Host", "localhost:8080");

    assertThat(because(withToken, caller)).isEqualTo("192.0.2.7 is not this machine");
  }

  @Test
  void says_no_token_in_its_diagnosis() {
    Caller caller =
        from("127.0.0.1", "Host", "localhost:8080", "Authorization", "Bearer let-me-out");

    Diagnosis diagnosis = withToken.refusal(caller).orElseThrow();

    assertThat(diagnosis.reason()).isEqualTo(RefusalReason.ADMIN_FORBIDDEN);
    assertThat(diagnosis.toString()).doesNotContain("let-me-out", "let-me-in");
  }

  private static String because(AdminGuard guard, Caller caller) {
    return guard.refusal(caller).orElseThrow().because();
  }

  private static Caller from(String peer, String... headers) {
    try {
      return Caller.of(
          new Request(
              "POST",
              "/__admin/reset",
              "",
              Headers.of(headers),
              new byte[0],
              false,
              InetAddress.getByName(peer),
              new Listener("http", "127.0.0.1", 8080)));
    } catch (UnknownHostException e) {
      throw new AssertionError("a literal address resolves", e);
    }
  }
}
