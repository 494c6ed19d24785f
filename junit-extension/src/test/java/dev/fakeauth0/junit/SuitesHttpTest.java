package dev.fakeauth0.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * A big suite: classes that are generated, four at a time, each with a tenant and failures of its
 * own. Times are printed and never judged: machines differ.
 */
@Tag("suites")
class SuitesHttpTest {

  private static final int CLASSES = 500;
  private static final int WARM_UP = 50;

  /** The threads that answer calls, and those of the JDK's client: both end some seconds later. */
  private static final String ENDS_WHEN_IDLE = "fake-auth.* call-.*|HttpClient-.*Worker.*";

  @TempDir private Path folder;

  @Test
  void five_hundred_classes_four_at_a_time_do_not_meet() throws Exception {
    List<Class<?>> bare = compiled("Bare", CLASSES, SuitesHttpTest::bare);
    List<Class<?>> busy = compiled("Busy", CLASSES, SuitesHttpTest::busy);
    List<Class<?>> resetting = compiled("Resetting", 1, name -> resetting(name, true));
    List<Class<?>> plain = compiled("Plain", 1, name -> resetting(name, false));
    Figures warm = run(busy.subList(0, WARM_UP), 4);
    Figures before = run(bare, 4);
    Figures after = run(busy, 4);
    Figures alone = run(busy.subList(0, CLASSES / 2), 1);
    Figures aloneBare = run(bare.subList(0, CLASSES / 2), 1);
    Figures last = run(busy, 4);
    Figures resets = run(resetting, 1);
    Figures noResets = run(plain, 1);

    print("warm-up, " + WARM_UP + " classes", warm);
    print("500 classes without a server, 4 at a time", before);
    print("500 classes with a tenant, failures and 2 calls, 4 at a time", after);
    print("250 classes without a server, one after another", aloneBare);
    print("250 classes with a tenant, failures and 2 calls, one after another", alone);
    print("500 classes again", last);
    print("2000 tests with a reset each", resets);
    print("2000 tests without", noResets);
    System.out.printf(
        Locale.ROOT,
        "overhead per class: %.2f ms of wall time 4 at a time, %.2f ms one after another%n",
        (after.millis() - before.millis()) / CLASSES,
        (alone.millis() - aloneBare.millis()) / (CLASSES / 2.0));
    System.out.printf(
        Locale.ROOT,
        "overhead per test for reset: %.3f ms%n",
        (resets.millis() - noResets.millis()) / 2000);
    System.out.println("threads at the end: " + threads());
    // JUnit's own pool ends after its run has: what is left is looked at after a run without one.
    assertThat(noResets.threads()).isLessThanOrEqualTo(aloneBare.threads());
    assertThat(noResets.heap()).isLessThan(aloneBare.heap() + 16 * 1024 * 1024);
  }

  /** How many threads there are of each kind. */
  private static Map<String, Long> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .collect(
            Collectors.groupingBy(
                thread -> thread.getName().replaceAll("[0-9]+", "N"),
                TreeMap::new,
                Collectors.counting()));
  }

  /** A run: how long it took, and what was left when it was over. */
  private record Figures(double millis, long tests, int threads, long heap) {}

  private static void print(String what, Figures figures) {
    System.out.printf(
        Locale.ROOT,
        "%-70s %8.0f ms, %5d tests, %d lasting threads and %.1f MB of heap left%n",
        what,
        figures.millis(),
        figures.tests(),
        figures.threads(),
        figures.heap() / 1024.0 / 1024.0);
  }

  private static Figures run(List<Class<?>> classes, int atOnce) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(
                classes.stream()
                    .map(type -> selectClass(type))
                    .toArray(org.junit.platform.engine.DiscoverySelector[]::new))
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "" + (atOnce > 1))
            .configurationParameter(
                "junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "" + atOnce)
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    long began = System.nanoTime();
    LauncherFactory.create().execute(request, listener);
    double millis = (System.nanoTime() - began) / 1e6;
    TestExecutionSummary summary = listener.getSummary();
    assertThat(
            summary.getFailures().stream()
                .limit(3)
                .map(failure -> failure.getTestIdentifier() + ": " + failure.getException()))
        .isEmpty();
    System.gc();
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    return new Figures(
        millis,
        summary.getTestsSucceededCount(),
        threads().entrySet().stream()
            .filter(kind -> !kind.getKey().matches(ENDS_WHEN_IDLE))
            .mapToInt(kind -> kind.getValue().intValue())
            .sum(),
        heap.getUsed());
  }

  private interface Source {

    String of(String name);
  }

  private List<Class<?>> compiled(String prefix, int count, Source source) throws Exception {
    Path sources = Files.createDirectories(folder.resolve(prefix));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-parameters",
                "-d",
                sources.toString(),
                "-cp",
                System.getProperty("java.class.path")));
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = prefix + i;
      names.add("dev.fakeauth0.junit." + name);
      Path file = sources.resolve(name + ".java");
      Files.writeString(file, "package dev.fakeauth0.junit;\n" + source.of(name));
      arguments.add(file.toString());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
    ClassLoader loader =
        new URLClassLoader(new URL[] {uri(sources).toURL()}, getClass().getClassLoader());
    List<Class<?>> classes = new ArrayList<>();
    for (String name : names) {
      classes.add(loader.loadClass(name));
    }
    return classes;
  }

  private static URI uri(Path folder) {
    return folder.toUri();
  }

  private static String bare(String name) {
    return "public class "
        + name
        + " { @org.junit.jupiter.api.Test public void one() {}"
        + " @org.junit.jupiter.api.Test public void two() {} }";
  }

  /** Each seeds a client nobody else has, and has failures that hit nobody else. */
  private static String busy(String name) {
    return """
        import static org.junit.jupiter.api.Assertions.assertEquals;
        import dev.fakeauth0.*;
        import dev.fakeauth0.seed.Seeds;
        import org.junit.jupiter.api.*;
        @WithFakeAuth0(name = "NAME")
        public class NAME {
          @BeforeAll public static void seeds(FakeAuth0 auth0) { auth0.seed(Seeds.aClient("NAME")); }
          @Test @FailsWith("rate-limited@/oauth/token;times=1")
          public void one(FakeAuth0 auth0) {
            assertEquals(429, SuiteCalls.token(auth0));
            assertEquals(1, auth0.journal().entries().size());
            assertEquals("NAME", auth0.tenant());
          }
          @Test @FailsWith("invalid-client@/oauth/token;times=1")
          public void two(FakeAuth0 auth0) {
            assertEquals(401, SuiteCalls.token(auth0));
            assertEquals(1, auth0.journal().entries().size());
          }
        }
        """
        .replace("NAME", name);
  }

  private static String resetting(String name, boolean server) {
    String tests =
        Stream.iterate(0, i -> i + 1)
            .limit(2000)
            .map(i -> "@org.junit.jupiter.api.Test public void t" + i + "() {}")
            .collect(Collectors.joining("\n"));
    return (server ? "@WithFakeAuth0 " : "") + "public class " + name + " {" + tests + "}";
  }
}
