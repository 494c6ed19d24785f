package dev.fakeauth0.benchmarks;

import dev.fakeauth0.benchmarks.Server.Instance;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
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
 * One more server in a JVM that has had some: what every test class after the first one pays, from
 * the call that starts it to the first token on the socket. Stopping it is not counted.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
public class FurtherInstance {

  /** Whose. */
  @Param({"fake-auth0", "mock-oauth2-server"})
  public String server = "";

  private @Nullable Server kind;
  private @Nullable Instance running;

  /** Loads no more than the class path. */
  @Setup
  public void load() throws IOException {
    kind = Server.named(server);
  }

  /** Start, connect, ask. */
  @Benchmark
  public int startToFirstToken() throws IOException {
    Instance started = Objects.requireNonNull(kind).start();
    running = started;
    try (TokenConnection connection = TokenConnection.to(started.tokenEndpoint())) {
      return connection.ask();
    }
  }

  /** Between two invocations, off the clock. */
  @TearDown(Level.Invocation)
  public void stop() throws IOException {
    Objects.requireNonNull(running).close();
  }
}
