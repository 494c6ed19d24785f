package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.tenant.KeyRing;
import dev.fakeauth0.emulator.tenant.RandomIdSource;
import dev.fakeauth0.emulator.tenant.SigningKey;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;

/** States made of seeds, for tests. */
final class Seeded {

  static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final KeyRing KEYS = keys();

  private Seeded() {}

  /** A tenant of a seed. */
  static TenantState state(SeedDocument seed) {
    return seed.build(KEYS, RandomIdSource.seeded(1), NOW);
  }

  /** A tenant of a preset. */
  static TenantState preset(String name) {
    return state(SeedDocument.preset(name));
  }

  private static KeyRing keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair pair = generator.generateKeyPair();
      SigningKey key =
          new SigningKey(
              "a-key",
              (RSAPublicKey) pair.getPublic(),
              (RSAPrivateKey) pair.getPrivate(),
              () -> {
                throw new AssertionError("no certificate is wanted here");
              });
      return KeyRing.of(key, key, NOW);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
