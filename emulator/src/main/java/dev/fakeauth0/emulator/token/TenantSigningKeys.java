package dev.fakeauth0.emulator.token;

import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.SigningKey;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Makes the signing keys of one tenant from a {@link KeySupply}. Key ids and certificate serials
 * are drawn when a key is made, so they follow from the seed whatever is fetched later and when.
 * Safe for use by many threads.
 */
public final class TenantSigningKeys implements SigningKeys {

  /** How long a certificate is good: about 13.7 years, as Auth0's. */
  static final Duration CERTIFICATE_VALIDITY = Duration.ofDays(5000);

  private static final int SERIAL_BYTES = 8;

  /** Makes certificates. */
  @FunctionalInterface
  public interface Certifier {

    /**
     * A certificate of an RSA pair, signed by that pair with SHA-256.
     *
     * @param pair the pair
     * @param commonName the CN of subject and issuer
     * @param notBefore when it begins to be good
     * @param validity how long it is good
     * @param serial its serial number, positive
     */
    X509Certificate selfSigned(
        KeyPair pair, String commonName, Instant notBefore, Duration validity, BigInteger serial);
  }

  private final KeySupply supply;
  private final IdSource ids;
  private final InstantSource clock;
  private final String domain;
  private final Certifier certifier;
  private final Queue<KeyPair> taken = new ConcurrentLinkedQueue<>();

  /**
   * The keys of a tenant.
   *
   * @param supply where pairs come from
   * @param ids where key ids and serials come from
   * @param clock dates the certificates
   * @param domain the tenant's domain, the CN of the certificates
   * @param certifier makes the certificates
   */
  public TenantSigningKeys(
      KeySupply supply, IdSource ids, InstantSource clock, String domain, Certifier certifier) {
    this.supply = supply;
    this.ids = ids;
    this.clock = clock;
    this.domain = domain;
    this.certifier = certifier;
  }

  @Override
  public SigningKey make() {
    return make(domain);
  }

  @Override
  public SigningKey make(String commonName) {
    String kid = ids.kid();
    byte[] serial = ids.bytes(IdSource.Kind.KEY, SERIAL_BYTES);
    Instant made = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return SigningKey.of(
        kid,
        this::take,
        pair ->
            certifier.selfSigned(
                pair, commonName, made, CERTIFICATE_VALIDITY, new BigInteger(1, serial).setBit(0)));
  }

  @Override
  public void release() {
    for (KeyPair pair = taken.poll(); pair != null; pair = taken.poll()) {
      supply.giveBack(pair);
    }
  }

  private KeyPair take() {
    KeyPair pair = supply.take();
    taken.add(pair);
    return pair;
  }
}
