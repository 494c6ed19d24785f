package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.emulator.pipeline.TenantNames.Listening;
import dev.fakeauth0.emulator.tenant.RandomIdSource;
import dev.fakeauth0.emulator.tenant.TestTenants;
import dev.fakeauth0.emulator.token.Keys;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Tenants for tests of the road: empty, reached at {@link Requests#PLAIN}, at a fixed time. */
final class TestTenant {

  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private TestTenant() {}

  static Tenant named(String name, String... domains) {
    return new Tenant(
        new TenantNames(
            name,
            List.of(Requests.PLAIN),
            List.of(domains),
            Listening.FIRST,
            Optional.empty(),
            false),
        TestTenants.emptyState(),
        RandomIdSource.seeded(7),
        Keys.noSigningKeys(),
        InstantSource.fixed(NOW),
        100);
  }
}
