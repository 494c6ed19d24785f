package dev.fakeauth0.emulator.token;

import dev.fakeauth0.emulator.tenant.KeyRing;
import dev.fakeauth0.emulator.tenant.RandomIdSource;
import dev.fakeauth0.emulator.tenant.SigningKey;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Signing keys for tests. */
public final class Keys {

  /** The moment tests take place. */
  public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private static final KeyPool POOL = KeyPool.shared(Optional.empty());

  private static final ConcurrentMap<String, KeyPair> PAIRS = new ConcurrentHashMap<>();

  private Keys() {}

  /** A pair that no other test has. */
  public static KeyPair pair() {
    return POOL.take();
  }

  /** A key without a certificate, the same for every test that names it so. */
  public static SigningKey key(String kid) {
    return key(kid, kid);
  }

  private static SigningKey key(String kid, String pair) {
    return SigningKey.of(
        kid, () -> PAIRS.computeIfAbsent(pair, any -> POOL.take()), Keys::noCertificate);
  }

  /** A ring of two keys, {@code current} and {@code next}, made at {@link #NOW}. */
  public static KeyRing ring() {
    return KeyRing.of(key("current"), key("next"), NOW);
  }

  /** Such a ring of a tenant: other tenants' keys are others, and bear the same ids. */
  public static KeyRing ringOf(String tenant) {
    return KeyRing.of(key("current", tenant + "/current"), key("next", tenant + "/next"), NOW);
  }

  /** Where a tenant's keys come from, with ids of a fixed seed. */
  public static TenantSigningKeys signingKeys() {
    return new TenantSigningKeys(
        POOL,
        RandomIdSource.seeded(7),
        () -> NOW,
        "localhost",
        (pair, name, notBefore, validity, serial) -> noCertificate(pair));
  }

  /** Of a tenant whose test makes no key. */
  public static SigningKeys noSigningKeys() {
    return new SigningKeys() {
      @Override
      public SigningKey make() {
        throw new AssertionError("this test makes no key");
      }

      @Override
      public SigningKey make(String commonName) {
        throw new AssertionError("this test makes no key of " + commonName);
      }
    };
  }

  private static X509Certificate noCertificate(KeyPair pair) {
    throw new AssertionError(
        "this test needs no certificate of " + pair.getPublic().getAlgorithm());
  }
}
