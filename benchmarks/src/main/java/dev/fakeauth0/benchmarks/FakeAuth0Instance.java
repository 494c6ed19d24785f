package dev.fakeauth0.benchmarks;

import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import java.io.Closeable;
import java.net.URI;
import java.util.function.Supplier;

/** An emulator that runs in this JVM, in types that every class loader shares. */
public final class FakeAuth0Instance implements Supplier<URI>, Closeable {

  private final Emulator emulator;

  /** Starts it on a free port. */
  public FakeAuth0Instance() {
    emulator = Emulator.start(EmulatorConfig.defaults());
  }

  /** Starts it on a free port and adds a seed document to what it begins with. */
  public FakeAuth0Instance(String seed) {
    this();
    emulator.first().seed(seed);
  }

  /** Where it issues tokens. */
  @Override
  public URI get() {
    return emulator.first().issuer().resolve("/oauth/token");
  }

  @Override
  public void close() {
    emulator.close();
  }
}
