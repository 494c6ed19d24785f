package dev.fakeauth0.acceptance;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The tenant of an emulator in this JVM. */
class InProcessFakeAuth0IT extends FakeAuth0Suite {

  @TempDir private static Path folder;
  private static Emulator emulator;

  @BeforeAll
  static void start() {
    emulator =
        Emulator.start(EmulatorConfig.defaults().cacheDirectory(folder).httpsPort(0).port(0));
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @Override
  FakeAuth0 auth0() {
    return emulator.first();
  }
}
