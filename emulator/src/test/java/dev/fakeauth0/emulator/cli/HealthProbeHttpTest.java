package dev.fakeauth0.emulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthProbeHttpTest {

  @Test
  void finds_an_emulator_that_serves_and_none_that_stopped() {
    Map<String, String> environment;
    try (Emulator emulator = Emulator.start(EmulatorConfig.defaults())) {
      environment = plain(emulator.first().issuer().getPort());

      assertThat(HealthProbe.serves(environment)).isTrue();
    }

    assertThat(HealthProbe.serves(environment)).isFalse();
  }

  @Test
  void finds_one_that_serves_https_only() {
    try (Emulator emulator = Emulator.start(EmulatorConfig.defaults().withoutHttp().httpsPort(0))) {
      int port = emulator.first().httpsIssuer().orElseThrow().getPort();

      assertThat(
              HealthProbe.serves(
                  Map.of(
                      "FAKE_AUTH0_PORT", "off", "FAKE_AUTH0_HTTPS_PORT", Integer.toString(port))))
          .isTrue();
    }
  }

  @Test
  void takes_nothing_else_for_an_emulator() throws Exception {
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.start();
    try {
      assertThat(HealthProbe.serves(plain(other.getAddress().getPort()))).isFalse();
      assertThat(HealthProbe.serves(Map.of("FAKE_AUTH0_PORT", "tcp://10.0.0.1"))).isFalse();
    } finally {
      other.stop(0);
    }
  }

  private static Map<String, String> plain(int port) {
    return Map.of("FAKE_AUTH0_PORT", Integer.toString(port));
  }
}
