package dev.fakeauth0.emulator.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ManagedTenant;
import dev.fakeauth0.emulator.ManagedTenant.Answer;
import java.net.http.HttpHeaders;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManagementLimitsHttpTest {

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void the_call_after_the_last_is_told_when_to_come_back() throws Exception {
    tenant.auth0().clock().freeze();
    tenant.auth0().seed("fakeAuth0: {limits: {management: {limit: 2, per: 60}}}");

    tenant.call("GET", "clients");
    HttpHeaders last = tenant.call("GET", "clients").raw().headers();
    Answer refused = tenant.call("GET", "clients");
    HttpHeaders headers = refused.raw().headers();

    assertThat(last.firstValue("x-ratelimit-remaining")).contains("0");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.text())
        .isEqualTo(
            "{\"statusCode\":429,\"error\":\"Too Many Requests\","
                + "\"message\":\"Global limit has been reached\","
                + "\"errorCode\":\"too_many_requests\"}");
    assertThat(headers.firstValue("x-ratelimit-limit")).contains("2");
    assertThat(headers.firstValue("x-ratelimit-remaining")).contains("0");
    assertThat(headers.firstValue("x-ratelimit-reset"))
        .contains(Long.toString(tenant.auth0().clock().now().getEpochSecond() + 60));
    assertThat(headers.firstValue("retry-after")).contains("60");
  }

  @Test
  void the_next_window_has_calls_again_and_what_was_refused_changed_nothing() throws Exception {
    tenant.auth0().clock().freeze();
    tenant.auth0().seed("fakeAuth0: {limits: {management: {limit: 1, per: 60}}}");
    tenant.call("GET", "roles");

    Answer refused = tenant.call("POST", "roles", "{\"name\":\"admin\"}");
    tenant.auth0().clock().advance(Duration.ofSeconds(61));
    Answer later = tenant.call("GET", "roles");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(later.list()).isEmpty();
  }
}
