package dev.fakeauth0.contracts.auth0;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final Waits waits = new Waits();
  private final Pace pace = new Pace(4, waits, waits);

  @Test
  void sends_no_more_than_its_ceiling() throws Exception {
    for (int i = 0; i < 5; i++) {
      pace.await("/oauth/token");
    }

    assertThat(waits.slept).containsExactly(ms(250), ms(250), ms(250), ms(250));
  }

  @Test
  void does_not_wait_for_a_turn_that_came() throws Exception {
    pace.await("/oauth/token");
    waits.sleep(Duration.ofSeconds(1));
    waits.slept.clear();

    pace.await("/oauth/token");

    assertThat(waits.slept).isEmpty();
  }

  @Test
  void waits_until_a_limit_is_reset_once_nothing_remains() throws Exception {
    pace.await("/api/v2");
    pace.note("/api/v2", reply(200, "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", in(7)));

    pace.await("/api/v2");

    assertThat(waits.slept).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void waits_at_the_door_that_is_closed_only() throws Exception {
    waits.sleep(Duration.ofSeconds(1));
    pace.note("/api/v2", reply(200, "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", in(60)));
    waits.slept.clear();

    pace.await("/oauth/token");

    assertThat(waits.slept).isEmpty();
  }

  @Test
  void runs_into_a_limit_that_is_looked_for() throws Exception {
    pace.note("/api/v2", reply(200, "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", in(60)));

    pace.await();

    assertThat(waits.slept).isEmpty();
  }

  @Test
  void goes_on_while_something_remains() throws Exception {
    pace.note("/api/v2", reply(200, "X-RateLimit-Remaining", "1", "X-RateLimit-Reset", in(60)));

    pace.await("/api/v2");

    assertThat(waits.slept).isEmpty();
  }

  @Test
  void waits_as_long_as_a_429_asks() throws Exception {
    pace.backOff(reply(429, "Retry-After", "3", "X-RateLimit-Reset", in(30)));
    pace.backOff(reply(429, "X-RateLimit-Reset", in(33)));
    pace.backOff(reply(429));

    assertThat(waits.slept)
        .containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(30), Duration.ofSeconds(1));
  }

  @Test
  void waits_for_nobody_for_ever() throws Exception {
    pace.backOff(reply(429, "Retry-After", "86400"));
    pace.backOff(reply(429, "Retry-After", "soon"));

    assertThat(waits.slept).containsExactly(Pace.PATIENCE, Duration.ofSeconds(1));
  }

  private static String in(long seconds) {
    return "" + Waits.START.plusSeconds(seconds).getEpochSecond();
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  private static Reply reply(int status, String... headers) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      fields.put(headers[i], List.of(headers[i + 1]));
    }
    return new Reply(status, fields, "");
  }
}
