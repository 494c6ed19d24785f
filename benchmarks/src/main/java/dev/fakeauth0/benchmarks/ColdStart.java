package dev.fakeauth0.benchmarks;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From the command to the first token: a process is started and asked each millisecond until it
 * answers, its HTTPS listener on. The launcher's archive of classes is there before the clock runs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 15)
public class ColdStart {

  private static final long ARCHIVE_SECONDS = 60;
  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** What is started, and with which JDK. */
  @Param({
    "java -jar, 17",
    "./fake-auth0, 17",
    "java -jar, 25",
    "./fake-auth0, 25",
    "mock-oauth2-server, 17"
  })
  public String command = "";

  private @Nullable ServerProcess running;

  /** Has the launcher make its archive. */
  @Setup
  public void makeArchive() throws IOException {
    start();
    Path target = Server.home().resolve("emulator/target");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ARCHIVE_SECONDS);
    while (archiveIsBeingMade(target) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
    stop();
  }

  /** Start, connect, ask. */
  @Benchmark
  public int startToFirstToken() throws IOException {
    return start();
  }

  /** Between two invocations, off the clock. */
  @TearDown(Level.Invocation)
  public void stop() {
    Objects.requireNonNull(running).close();
  }

  private int start() throws IOException {
    int comma = command.indexOf(", ");
    ServerProcess started =
        ServerProcess.start(command.substring(0, comma), jdk(command.substring(comma + 2)));
    running = started;
    try (TokenConnection connection = started.connect()) {
      return connection.ask();
    }
  }

  private static String jdk(String version) {
    return Objects.requireNonNull(
        System.getProperty("jdk" + version),
        "run this by benchmarks/run, with JAVA_HOME_" + version);
  }

  private static boolean archiveIsBeingMade(Path target) throws IOException {
    try (DirectoryStream<Path> marks = Files.newDirectoryStream(target, "*.making")) {
      return marks.iterator().hasNext();
    }
  }
}
