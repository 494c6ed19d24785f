package dev.fakeauth0.emulator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fakeauth0.emulator.Emulator;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailFlagTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"hs256", "rate-limited@/oauth/token;times=1", "user-blocked@/u/login"})
  void a_rule_comes_with_the_command_line(String rule) throws Exception {
    StartSettings settings =
        StartSettings.of(Map.of(), StartFlags.of(List.of("--fail", rule)).orElseThrow());

    try (Emulator emulator = started(settings)) {
      assertThat(emulator.first().failures().standings())
          .extracting(standing -> standing.rule().toString())
          .containsExactly(rule);
    }
  }

  @Test
  void the_flag_is_repeatable_and_the_last_one_is_the_newest() throws Exception {
    StartSettings settings =
        StartSettings.of(
            Map.of(), StartFlags.of(List.of("--fail", "hs256", "--fail=delay=1ms")).orElseThrow());

    try (Emulator emulator = started(settings)) {
      assertThat(emulator.first().failures().standings())
          .hasToString("[delay=1ms (0 hits), hs256 (0 hits)]");
    }
  }

  @Test
  void rules_in_the_environment_are_separated_by_commas() throws Exception {
    StartSettings settings =
        StartSettings.of(Map.of("FAKE_AUTH0_FAIL", "hs256, delay=1ms"), Map.of());

    try (Emulator emulator = started(settings)) {
      assertThat(emulator.first().failures().standings()).hasSize(2);
    }
  }

  @Test
  void a_rule_that_cannot_be_is_a_bad_option() {
    StartSettings settings = StartSettings.of(Map.of(), Map.of(Setting.FAIL, List.of("hs265")));

    assertThatThrownBy(settings::config)
        .isInstanceOf(BadOptionException.class)
        .hasMessage(
            "--fail: failure rule \"hs265\": there is no failure mode \"hs265\"; the nearest is"
                + " \"hs256\"");
  }

  private Emulator started(StartSettings settings) throws BadOptionException {
    return Emulator.start(settings.config().port(0).withoutHttps().cacheDirectory(folder));
  }
}
