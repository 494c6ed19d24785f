package dev.fakeauth0.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A kind of server that is started in this JVM as often as wanted. Each has a class loader of its
 * own below the platform's, so FakeAuth0 is measured as it is published, the peer with the library
 * versions it asks for, and neither with what the harness needs.
 */
final class Server implements AutoCloseable {

  private static final Path HOME = Path.of(System.getProperty("fake-auth0.home", "."));

  private final URLClassLoader loader;
  private final Class<?> type;

  private Server(String type, List<Path> classPath) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path entry : classPath) {
      urls.add(url(entry));
    }
    loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    try {
      this.type = loader.loadClass(type);
    } catch (ClassNotFoundException e) {
      loader.close();
      throw new IOException("run this by benchmarks/run: " + classPath + " lack a class", e);
    }
  }

  /** FakeAuth0, or the peer: {@code fake-auth0}, {@code mock-oauth2-server}. */
  static Server named(String name) throws IOException {
    return switch (name) {
      case "fake-auth0" -> fakeAuth0("jdk");
      case "mock-oauth2-server" ->
          new Server("dev.fakeauth0.benchmarks.peer.MockOAuth2ServerInstance", peerClassPath());
      default -> throw new IllegalArgumentException("no such server: " + name);
    };
  }

  /** FakeAuth0 that signs with the provider of a name: {@code jdk}, {@code corretto}. */
  static Server fakeAuth0(String provider) throws IOException {
    List<Path> classPath = new ArrayList<>();
    classPath.add(HOME.resolve("benchmarks/target/classes"));
    classPath.add(jar());
    if (provider.equals("corretto")) {
      classPath.addAll(jars(HOME.resolve("benchmarks/target/corretto")));
    }
    return new Server("dev.fakeauth0.benchmarks.FakeAuth0Instance", classPath);
  }

  /** The folder of the repository. */
  static Path home() {
    return HOME;
  }

  /** What {@code java -jar} runs. */
  static Path jar() {
    return HOME.resolve("emulator/target/fake-auth0.jar");
  }

  /** All the peer needs. */
  static List<Path> peerClassPath() throws IOException {
    List<Path> classPath = new ArrayList<>();
    classPath.add(HOME.resolve("benchmarks/peer/target/classes"));
    classPath.addAll(jars(HOME.resolve("benchmarks/peer/target/lib")));
    return classPath;
  }

  /** Starts one more. */
  Instance start() {
    return started();
  }

  /** Starts one more, with a seed document beside what it begins with. */
  Instance start(String seed) {
    return started(seed);
  }

  private Instance started(String... arguments) {
    try {
      Class<?>[] types = new Class<?>[arguments.length];
      Arrays.fill(types, String.class);
      Object started = type.getConstructor(types).newInstance((Object[]) arguments);
      return new Instance((Supplier<?>) started, (Closeable) started);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " does not start", e);
    }
  }

  /** A class as the server sees it. */
  Class<?> classNamed(String name) throws ClassNotFoundException {
    return loader.loadClass(name);
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }

  /** One server that runs. */
  static final class Instance implements Closeable {

    private final Supplier<?> started;
    private final Closeable running;

    private Instance(Supplier<?> started, Closeable running) {
      this.started = started;
      this.running = running;
    }

    URI tokenEndpoint() {
      return (URI) started.get();
    }

    @Override
    public void close() throws IOException {
      running.close();
    }
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static URL url(Path entry) throws MalformedURLException {
    return entry.toUri().toURL();
  }
}
