package dev.fakeauth0.emulator;

import dev.fakeauth0.emulator.certificate.Certificates;
import dev.fakeauth0.emulator.pipeline.Tenant;
import dev.fakeauth0.emulator.pipeline.TenantNames;
import dev.fakeauth0.emulator.seed.SeedDocument;
import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.KeyRing;
import dev.fakeauth0.emulator.tenant.RandomIdSource;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.KeySupply;
import dev.fakeauth0.emulator.token.TenantSigningKeys;
import dev.fakeauth0.failure.FailureRule;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes tenants of seeds and the sockets they got. */
final class TenantAssembly {

  private static final String FOLLOW_HOST = "follow-host";

  private final EmulatorConfig config;
  private final KeySupply keys;

  TenantAssembly(EmulatorConfig config, KeySupply keys) {
    this.config = config;
    this.keys = keys;
  }

  List<Tenant> assemble(List<SeedDocument> seeds, List<ListenerPlan.Part> parts) {
    List<Tenant> tenants = new ArrayList<>(seeds.size());
    for (int i = 0; i < seeds.size(); i++) {
      tenants.add(tenant(i, seeds.get(i), parts.get(i)));
    }
    return tenants;
  }

  private Tenant tenant(int index, SeedDocument seed, ListenerPlan.Part part) {
    TenantNames names = names(index, seed, part);
    // Each tenant draws from a seed of its own, so one tenant's ids do not depend on another's
    // calls.
    IdSource ids =
        config.randomSeed().isPresent()
            ? RandomIdSource.seeded(config.randomSeed().getAsLong() + index)
            : RandomIdSource.unpredictable();
    TenantSigningKeys signingKeys =
        new TenantSigningKeys(
            keys,
            ids,
            config.clock(),
            URI.create(names.issuer(part.listeners().get(0))).getHost(),
            // Not a method reference: that would load Bouncy Castle now, and nothing needs it yet.
            (pair, domain, notBefore, validity, serial) ->
                Certificates.selfSigned(pair, domain, notBefore, validity, serial));
    Instant now = config.clock().instant();
    KeyRing ring = KeyRing.of(signingKeys.make(), signingKeys.make(), now);
    TenantState state = seed.build(ring, ids, now);
    Tenant tenant =
        new Tenant(names, state, ids, signingKeys, config.clock(), config.journalSize());
    if (seed.failures().isPresent()) {
      tenant.failures().replace(seed.failures().get().toArray(FailureRule[]::new));
      tenant.keepAsBaseline();
    }
    return tenant;
  }

  private TenantNames names(int index, SeedDocument seed, ListenerPlan.Part part) {
    // The command line's issuer is the first tenant's, and beats the seed's.
    boolean commandLine = index == 0 && (config.issuer().isPresent() || config.followHost());
    Optional<String> issuer =
        commandLine
            ? config.issuer().map(URI::toString)
            : seed.issuer().filter(wanted -> !wanted.equals(FOLLOW_HOST));
    boolean followsHost =
        commandLine ? config.followHost() : seed.issuer().filter(FOLLOW_HOST::equals).isPresent();
    return new TenantNames(
        index == 0 ? config.name().orElse(seed.name()) : seed.name(),
        part.listeners(),
        seed.domains(),
        part.listening(),
        issuer.map(url -> url.endsWith("/") ? url : url + "/"),
        followsHost);
  }
}
