package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.tenant.KeyRing;
import dev.fakeauth0.emulator.tenant.RandomIdSource;
import dev.fakeauth0.emulator.tenant.SigningKey;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.time.Instant;

/** States made of seeds, for tests. */
final class Seeded {

  static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final KeyRing KEYS = KeyRing.of(key("a-key"), key("another-key"), NOW);

  private Seeded() {}

  /** A tenant of a seed. */
  static TenantState state(SeedDocument seed) {
    return seed.build(KEYS, RandomIdSource.seeded(1), NOW);
  }

  /** A tenant of a preset. */
  static TenantState preset(String name) {
    return state(SeedDocument.preset(name));
  }

  private static SigningKey key(String kid) {
    return SigningKey.of(
        kid,
        () -> {
          throw new AssertionError("no key pair is wanted here");
        },
        pair -> {
          throw new AssertionError("no certificate is wanted here");
        });
  }
}
