package dev.fakeauth0.emulator;

import dev.fakeauth0.FakeAuth0;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An emulator that serves one tenant to a class of tests, back at its seed before each of them. */
public final class ServedTenant implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

  private final String seed;
  private Path cache;
  private Emulator emulator;

  private ServedTenant(String seed) {
    this.seed = seed;
  }

  /**
   * A tenant of a seed document.
   *
   * @param seed a file below the tests' resources, or a preset such as {@code preset:default}
   */
  public static ServedTenant of(String seed) {
    return new ServedTenant(
        seed.startsWith("preset:")
            ? seed
            : Path.of("src", "test", "resources").resolve(seed).toString());
  }

  /** The tenant. */
  public FakeAuth0 first() {
    return emulator.first();
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    cache = Files.createTempDirectory("fake-auth0-");
    emulator = Emulator.start(EmulatorConfig.defaults().cacheDirectory(cache).tenant(seed));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    emulator.first().reset();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    emulator.close();
    try (Stream<Path> files = Files.walk(cache)) {
      files.sorted(Comparator.reverseOrder()).forEach(ServedTenant::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
