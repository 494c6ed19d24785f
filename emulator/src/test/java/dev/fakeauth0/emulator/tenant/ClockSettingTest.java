package dev.fakeauth0.emulator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockSettingTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant LATER = NOON.plusSeconds(60);

  @Test
  void runs_with_the_system_at_first() {
    assertThat(ClockSetting.SYSTEM.at(NOON)).isEqualTo(NOON);
  }

  @Test
  void runs_on_from_the_time_it_was_set_to() {
    ClockSetting set = ClockSetting.SYSTEM.setTo(Instant.parse("2030-01-01T00:00:00Z"), NOON);

    assertThat(set.at(LATER)).isEqualTo("2030-01-01T00:01:00Z");
  }

  @Test
  void stands_still_while_it_is_frozen_and_can_be_set_meanwhile() {
    ClockSetting frozen = ClockSetting.SYSTEM.frozen(NOON);

    assertThat(frozen.at(LATER)).isEqualTo(NOON);
    assertThat(frozen.setTo(NOON.plus(Duration.ofDays(30)), LATER).at(LATER.plusSeconds(5)))
        .isEqualTo(NOON.plus(Duration.ofDays(30)));
  }

  @Test
  void runs_on_from_where_it_stood_when_it_is_resumed() {
    ClockSetting resumed = ClockSetting.SYSTEM.frozen(NOON).resumed(LATER);

    assertThat(resumed.at(LATER.plusSeconds(1))).isEqualTo(NOON.plusSeconds(1));
  }
}
