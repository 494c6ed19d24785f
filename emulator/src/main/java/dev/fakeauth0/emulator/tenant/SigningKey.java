package dev.fakeauth0.emulator.tenant;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A key the tenant signs with, RSA of 2048 bits. Two live tenants never share one. Its id is known
 * at once; the pair and the certificate are fetched when first asked for and stay the same after,
 * so a tenant starts with the one pair it signs with. Safe for use by many threads.
 */
public final class SigningKey {

  private final String kid;
  private final Supplier<KeyPair> pairs;
  private final Function<KeyPair, X509Certificate> certifier;
  private volatile @Nullable KeyPair pair;
  private volatile @Nullable X509Certificate certificate;

  private SigningKey(
      String kid, Supplier<KeyPair> pairs, Function<KeyPair, X509Certificate> certifier) {
    this.kid = kid;
    this.pairs = pairs;
    this.certifier = certifier;
  }

  /**
   * A key whose halves are fetched when first needed.
   *
   * @param kid the key id, 21 URL-safe characters
   * @param pairs gives the RSA pair, asked once
   * @param certifier makes the self-signed certificate of the pair, asked once
   */
  public static SigningKey of(
      String kid, Supplier<KeyPair> pairs, Function<KeyPair, X509Certificate> certifier) {
    return new SigningKey(kid, pairs, certifier);
  }

  /** The key id, 21 URL-safe characters. */
  public String kid() {
    return kid;
  }

  /** The public half. May wait for the key supply. */
  public RSAPublicKey publicKey() {
    return (RSAPublicKey) pair().getPublic();
  }

  /** The private half. May wait for the key supply. */
  public RSAPrivateKey privateKey() {
    return (RSAPrivateKey) pair().getPrivate();
  }

  /** The self-signed certificate of this very key, CN = the tenant's domain. */
  public X509Certificate certificate() {
    X509Certificate known = certificate;
    if (known == null) {
      KeyPair own = pair();
      synchronized (this) {
        known = certificate;
        if (known == null) {
          known = certifier.apply(own);
          certificate = known;
        }
      }
    }
    return known;
  }

  private KeyPair pair() {
    KeyPair known = pair;
    if (known == null) {
      synchronized (this) {
        known = pair;
        if (known == null) {
          known = pairs.get();
          pair = known;
        }
      }
    }
    return known;
  }

  @Override
  public String toString() {
    return "SigningKey[" + kid + "]";
  }
}
