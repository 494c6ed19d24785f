package dev.fakeauth0.emulator;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.CannotStartException.Cause;
import dev.fakeauth0.emulator.certificate.CacheDirectory;
import dev.fakeauth0.emulator.certificate.UnusableCertificateException;
import dev.fakeauth0.emulator.control.TokenOnDemand;
import dev.fakeauth0.emulator.control.TokenReview;
import dev.fakeauth0.emulator.http.HttpServer;
import dev.fakeauth0.emulator.http.HttpServerConfig;
import dev.fakeauth0.emulator.http.ListenAddress;
import dev.fakeauth0.emulator.http.PortInUseException;
import dev.fakeauth0.emulator.pipeline.Pipeline;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Request;
import dev.fakeauth0.emulator.pipeline.RuleFaults;
import dev.fakeauth0.emulator.pipeline.Tenant;
import dev.fakeauth0.emulator.pipeline.TenantDirectory;
import dev.fakeauth0.emulator.seed.InvalidSeed;
import dev.fakeauth0.emulator.seed.SeedDocument;
import dev.fakeauth0.emulator.seed.SeedOptions;
import dev.fakeauth0.emulator.token.KeyPool;
import dev.fakeauth0.emulator.token.TokenMinter;
import dev.fakeauth0.failure.FailureRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A running emulator: one or more tenants, served by this JVM. Safe for use by many threads.
 *
 * <pre>{@code
 * try (Emulator emulator = Emulator.start(EmulatorConfig.defaults())) {
 *   FakeAuth0 auth0 = emulator.first();
 * }
 * }</pre>
 */
public final class Emulator implements AutoCloseable {

  private final HttpServer server;
  private final List<Tenant> tenants;
  private final List<FakeAuth0> faces;
  private final List<Tenant.Baseline> beginnings;
  private final EmulatorConfig config;
  private final TlsSetup tls;

  private Emulator(
      HttpServer server,
      List<Tenant> tenants,
      EmulatorConfig config,
      TlsSetup tls,
      TokenOnDemand tokens,
      TokenReview review) {
    this.server = server;
    this.tenants = tenants;
    this.config = config;
    this.tls = tls;
    List<FakeAuth0> all = new ArrayList<>(tenants.size());
    for (Tenant tenant : tenants) {
      all.add(new LiveTenant(tenant, tls.server(), tokens, review, this::close));
    }
    this.faces = List.copyOf(all);
    List<Tenant.Baseline> first = new ArrayList<>(tenants.size());
    for (Tenant tenant : tenants) {
      first.add(tenant.baseline());
    }
    this.beginnings = List.copyOf(first);
  }

  /**
   * Starts an emulator. It serves when this returns.
   *
   * @throws CannotStartException with one line that says what to change; nothing is left running
   */
  public static Emulator start(EmulatorConfig config) {
    Path cache = config.cacheDirectory().orElseGet(Emulator::usersCache);
    KeyPool keys = KeyPool.shared(Optional.of(cache.resolve("keys")));
    keys.prepare();
    List<SeedDocument> seeds = seeds(config);
    TlsSetup tls = new TlsSetup(config, cache);
    ListenerPlan plan = ListenerPlan.of(config, seeds);
    CompletableFuture<Pipeline> road = new CompletableFuture<>();
    HttpServer server = open(plan, config, tls, road);
    boolean complete = false;
    try {
      List<Tenant> tenants =
          new TenantAssembly(config, keys).assemble(seeds, plan.shared(server.listeners()));
      TokenMinter minter = new TokenMinter();
      TokenOnDemand tokens = new TokenOnDemand(minter);
      TenantDirectory directory = new TenantDirectory(tenants);
      fail(config, directory);
      road.complete(
          new Pipeline(
              directory,
              Endpoints.all(config, directory, tls, minter, tokens),
              Endpoints.sources(),
              new RuleFaults(),
              config.log()));
      complete = true;
      return new Emulator(server, tenants, config, tls, tokens, new TokenReview(directory));
    } catch (InvalidSeed e) {
      throw new CannotStartException(Cause.CONFIGURATION, e.getMessage(), e);
    } finally {
      if (!complete) {
        server.close();
      }
    }
  }

  /** The first tenant: the one that everything undeclared goes to. */
  public FakeAuth0 first() {
    return faces.get(0);
  }

  /** All tenants, in the order they were given. */
  public List<FakeAuth0> tenants() {
    return faces;
  }

  /**
   * The tenant of a name.
   *
   * @throws IllegalArgumentException naming the tenants there are
   */
  public FakeAuth0 tenant(String name) {
    return faces.stream()
        .filter(face -> face.tenant().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no tenant "
                        + name
                        + "; there are: "
                        + String.join(", ", faces.stream().map(FakeAuth0::tenant).toList())));
  }

  /**
   * Makes of every tenant what it was when the emulator started. That is the baseline again,
   * whatever was kept since.
   */
  public void startOver() {
    for (int i = 0; i < tenants.size(); i++) {
      tenants.get(i).startOver(beginnings.get(i));
    }
  }

  /**
   * A line for each tenant: issuers, ports, the file of the certificate to trust, clients; with the
   * secrets of presets, which are no secrets.
   */
  public List<String> readyLines() {
    List<String> lines = new ArrayList<>(tenants.size());
    for (int i = 0; i < tenants.size(); i++) {
      boolean preset = config.tenants().get(i).startsWith("preset:");
      lines.add(ReadyLine.of(tenants.get(i), preset, tls.caFile()));
    }
    return lines;
  }

  /**
   * The file of the certificate to trust for HTTPS. The emulator's own is made when it is first
   * asked for, by a handshake or {@link FakeAuth0#caPem}, and kept.
   */
  public Optional<Path> caFile() {
    return tls.caFile();
  }

  /** Stops serving, every tenant. Does nothing the second time. */
  @Override
  public void close() {
    server.close();
    for (Tenant tenant : tenants) {
      tenant.close();
    }
  }

  private static Path usersCache() {
    return CacheDirectory.of(
        System.getenv(),
        System.getProperty("os.name", ""),
        Path.of(System.getProperty("user.home", ".")));
  }

  private static List<SeedDocument> seeds(EmulatorConfig config) {
    List<SeedDocument> seeds = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String wanted : config.tenants()) {
      SeedDocument seed = seed(wanted, config);
      seed.warnings().forEach(config.log());
      String name = seeds.isEmpty() ? config.name().orElse(seed.name()) : seed.name();
      if (!names.add(name)) {
        throw new CannotStartException(
            Cause.CONFIGURATION,
            wanted
                + ": there is a tenant "
                + name
                + " already; give one of the two another fakeAuth0.name",
            null);
      }
      seeds.add(seed);
    }
    return seeds;
  }

  private static SeedDocument seed(String wanted, EmulatorConfig config) {
    try {
      return SeedDocument.named(wanted, new SeedOptions(config.isStrictSeed(), System.getenv()));
    } catch (InvalidSeed e) {
      throw new CannotStartException(Cause.CONFIGURATION, e.getMessage(), e);
    }
  }

  /** The configuration's failure rules: newer than the seeds', and part of the baseline. */
  private static void fail(EmulatorConfig config, TenantDirectory tenants) {
    for (FailureRule rule : config.failures()) {
      Tenant tenant =
          rule.tenant().isEmpty()
              ? tenants.all().get(0)
              : tenants
                  .named(rule.tenant().get())
                  .orElseThrow(
                      () ->
                          new CannotStartException(
                              Cause.CONFIGURATION,
                              "failure rule \""
                                  + rule
                                  + "\": there is no such tenant; there are: "
                                  + String.join(
                                      ", ", tenants.all().stream().map(Tenant::name).toList()),
                              null));
      tenant.failures().add(rule);
      tenant.keepAsBaseline();
    }
  }

  private static HttpServer open(
      ListenerPlan plan, EmulatorConfig config, TlsSetup tls, CompletableFuture<Pipeline> road) {
    List<ListenAddress> addresses = plan.addresses(tls);
    try {
      return HttpServer.start(
          new HttpServerConfig(addresses, config.maxBodyBytes()), request -> answer(road, request));
    } catch (PortInUseException e) {
      throw new CannotStartException(Cause.ADDRESS, e.getMessage(), e);
    } catch (IOException e) {
      throw new CannotStartException(Cause.ADDRESS, e.getMessage(), e);
    } catch (UnusableCertificateException e) {
      throw new CannotStartException(Cause.CERTIFICATE, e.getMessage(), e);
    }
  }

  /** A call that comes in before the tenants are there waits for them: a matter of milliseconds. */
  private static Reply answer(CompletableFuture<Pipeline> road, Request request) {
    return road.join().handle(request);
  }
}
