package dev.fakeauth0.benchmarks;

import dev.fakeauth0.benchmarks.Server.Instance;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Logins a second without a browser (authorize, submit, resume, exchange with PKCE), and how long
 * one takes. Each signs two tokens, so half of {@link TokenRate#signatures} is the limit; what is
 * below it is pages, state, and the check of the password's hash.
 */
@Fork(1)
@Warmup(iterations = 5, time = 5)
@Measurement(iterations = 5, time = 5)
public class LoginRate {

  /** The server. */
  @State(Scope.Benchmark)
  public static class Served {

    private @Nullable Server kind;
    private @Nullable Instance running;

    /** Starts it. */
    @Setup
    public void start() throws IOException {
      kind = Server.named("fake-auth0");
      running = kind.start(LoginConnection.SEED);
    }

    /** Stops it. */
    @TearDown
    public void stop() throws IOException {
      Objects.requireNonNull(running).close();
      Objects.requireNonNull(kind).close();
    }

    LoginConnection connect() throws IOException {
      return LoginConnection.to(Objects.requireNonNull(running).tokenEndpoint());
    }
  }

  /** One client. */
  @State(Scope.Thread)
  public static class Connected {

    private @Nullable LoginConnection connection;

    /** Connects. */
    @Setup
    public void connect(Served served) throws IOException {
      connection = served.connect();
    }

    /** Disconnects. */
    @TearDown
    public void disconnect() throws IOException {
      Objects.requireNonNull(connection).close();
    }
  }

  /** A login on each of 16 connections at a time. */
  @Benchmark
  @Threads(16)
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  public int logins(Connected connected) throws IOException {
    return Objects.requireNonNull(connected.connection).login();
  }

  /** How long a login takes while one other is under way: the percentiles. */
  @Benchmark
  @Threads(2)
  @BenchmarkMode(Mode.SampleTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public int login(Connected connected) throws IOException {
    return Objects.requireNonNull(connected.connection).login();
  }
}
