package dev.fakeauth0.junit;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.seed.SeedPart;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * A server that outlives a class: Spring keeps application contexts for the classes to come, and
 * they have its issuer in them. One for all classes that say the same. Safe for use by many
 * threads.
 *
 * <p>Spring may ask for it before JUnit does, or without JUnit, so it lives in the JVM; JUnit's
 * root store says when it is over.
 */
final class SharedServer {

  private static final Map<Settings, SharedServer> SERVERS = new LinkedHashMap<>();
  private static final Namespace USED = Namespace.create(SharedServer.class);

  private final Settings settings;
  private final Emulator emulator;
  private final ApiRefusals refusals = new ApiRefusals();
  private int users;

  private SharedServer(Settings settings) {
    this.settings = settings;
    this.emulator = Emulator.start(settings.config());
  }

  /** The server of some settings; it is started if there is none. */
  static SharedServer of(Settings settings) {
    Settings key = settings.ofServer();
    synchronized (SERVERS) {
      SharedServer server = SERVERS.get(key);
      if (server == null) {
        server = new SharedServer(key);
        server.seed();
        SERVERS.put(key, server);
      }
      return server;
    }
  }

  /** The same, kept until the tests that JUnit runs now have ended. */
  static SharedServer of(Settings settings, ExtensionContext context) {
    Use use =
        context
            .getRoot()
            .getStore(USED)
            .getOrComputeIfAbsent(Use.class, any -> new Use(), Use.class);
    synchronized (SERVERS) {
      SharedServer server = of(settings);
      if (use.servers.add(server)) {
        server.users++;
      }
      return server;
    }
  }

  Emulator emulator() {
    return emulator;
  }

  FakeAuth0 first() {
    return emulator.first();
  }

  Settings settings() {
    return settings;
  }

  /** What the application's own answers refused since the test began. */
  ApiRefusals refusals() {
    return refusals;
  }

  /** Forgets what an earlier class seeded and kept. */
  void startOver() {
    emulator.startOver();
    seed();
  }

  private void seed() {
    if (!settings.parts().isEmpty()) {
      emulator.first().seed(settings.parts().toArray(SeedPart[]::new));
    }
  }

  /** The servers of one run of tests. */
  @SuppressWarnings("deprecation") // JUnit before 5.13 closes a CloseableResource only.
  private static final class Use implements CloseableResource, AutoCloseable {

    private final Set<SharedServer> servers = new HashSet<>();

    @Override
    public void close() {
      synchronized (SERVERS) {
        for (SharedServer server : servers) {
          server.users--;
          if (server.users == 0) {
            SERVERS.remove(server.settings, server);
            server.emulator.close();
          }
        }
      }
    }
  }
}
