package dev.fakeauth0.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which sockets a seed and the settings open between them. */
class ListenersHttpTest {

  @TempDir Path folder;

  @Test
  void a_seed_that_names_one_port_keeps_the_default_of_the_other() throws IOException {
    EmulatorConfig config = config("fakeAuth0: {port: 0}");

    try (Emulator emulator = Emulator.start(config)) {
      assertThat(emulator.first().issuer()).hasScheme("http");
      assertThat(emulator.first().httpsIssuer())
          .hasValueSatisfying(issuer -> assertThat(issuer).hasScheme("https"));
    }
  }

  @Test
  void a_seed_that_moves_the_https_port_keeps_plain_http() throws IOException {
    EmulatorConfig config = config("fakeAuth0: {httpsPort: 0}");

    try (Emulator emulator = Emulator.start(config)) {
      assertThat(emulator.first().issuer()).hasScheme("http");
      assertThat(emulator.first().httpsIssuer()).isPresent();
    }
  }

  @Test
  void a_seed_gives_a_port_up_by_saying_off() throws IOException {
    EmulatorConfig config = config("fakeAuth0: {port: 0, httpsPort: off}");

    try (Emulator emulator = Emulator.start(config)) {
      assertThat(emulator.first().httpsIssuer()).isEmpty();
    }
  }

  @Test
  void a_seed_that_gives_both_up_is_told_what_to_do() throws IOException {
    EmulatorConfig config = config("fakeAuth0: {port: off, httpsPort: off}").withoutHttp();

    assertThatThrownBy(() -> Emulator.start(config.withoutHttps()).close())
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining("--port");
  }

  private EmulatorConfig config(String seed) throws IOException {
    Path file = Files.writeString(folder.resolve("tenant.yaml"), seed + "\n");
    return EmulatorConfig.defaults()
        .usualPorts(0, 0)
        .cacheDirectory(folder.resolve("cache"))
        .tenant(file.toString());
  }
}
