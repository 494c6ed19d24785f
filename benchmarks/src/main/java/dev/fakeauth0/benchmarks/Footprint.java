package dev.fakeauth0.benchmarks;

import dev.fakeauth0.benchmarks.Server.Instance;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How much memory it takes. The figure is the counter beside the time, which means nothing. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class Footprint {

  private static final int TENANTS = 200;
  private static final int TOKENS = 10_000;
  private static final int CONNECTIONS = 16;
  private static final int COLLECTIONS = 5;

  /** What was found, in kilobytes of 1024 bytes. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Found {

    /** Heap in use after a collection. */
    public long heapKilobytesPerTenant;

    /** VmRSS of the process. */
    public long residentKilobytes;
  }

  /** Each tenant has its emulator, and has made both keys with their certificates. */
  @Benchmark
  public int idleTenants(Found found) throws Exception {
    List<Instance> tenants = new ArrayList<>();
    try (Server kind = Server.named("fake-auth0")) {
      tenants.add(tenant(kind));
      long before = heapInUse();
      for (int i = 0; i < TENANTS; i++) {
        tenants.add(tenant(kind));
      }
      found.heapKilobytesPerTenant = (heapInUse() - before) / TENANTS / 1024;
      for (Instance tenant : tenants) {
        tenant.close();
      }
    }
    return tenants.size();
  }

  /** The process that the launcher starts, after 10,000 tokens by 16 connections. */
  @Benchmark
  public int process(Found found) throws IOException, InterruptedException, ExecutionException {
    ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS);
    String jdk = Objects.requireNonNull(System.getProperty("jdk17"), "run this by benchmarks/run");
    int bytes = 0;
    try (ServerProcess process = ServerProcess.start("./fake-auth0", jdk)) {
      List<Future<Integer>> work = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        work.add(clients.submit(() -> tokens(process)));
      }
      for (Future<Integer> done : work) {
        bytes += done.get();
      }
      found.residentKilobytes = process.residentKilobytes();
    } finally {
      clients.shutdownNow();
    }
    return bytes;
  }

  private static int tokens(ServerProcess process) throws IOException {
    int bytes = 0;
    try (TokenConnection connection = process.connect()) {
      for (int i = 0; i < TOKENS / CONNECTIONS; i++) {
        bytes += connection.ask();
      }
    }
    return bytes;
  }

  private static Instance tenant(Server kind) throws IOException {
    Instance started = kind.start();
    URI endpoint = started.tokenEndpoint();
    try (TokenConnection connection = TokenConnection.to(endpoint)) {
      connection.ask();
    }
    TokenConnection.get(endpoint.resolve("/.well-known/jwks.json"));
    return started;
  }

  private static long heapInUse() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
