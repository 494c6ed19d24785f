package dev.fakeauth0.emulator.tenant;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The symmetric key of a tenant's opaque tokens: 256 bits that only this tenant can know, since
 * they follow from the private half of its first signing key. A rotation leaves it as it is. Safe
 * for use by many threads.
 */
public final class SealingKey {

  private static final byte[] PURPOSE =
      "FakeAuth0 opaque access tokens".getBytes(StandardCharsets.US_ASCII);

  private final SigningKey origin;
  private volatile @Nullable SecretKey key;

  private SealingKey(SigningKey origin) {
    this.origin = origin;
  }

  /** The sealing key that follows from a signing key. It is worked out when first asked for. */
  public static SealingKey derivedFrom(SigningKey origin) {
    return new SealingKey(origin);
  }

  /** The key, for AES in Galois/Counter Mode. */
  public SecretKey key() {
    SecretKey known = key;
    if (known == null) {
      known = new SecretKeySpec(derived(), "AES");
      key = known;
    }
    return known;
  }

  private byte[] derived() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(PURPOSE);
      return digest.digest(origin.privateKey().getPrivateExponent().toByteArray());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "SealingKey[of " + origin.kid() + "]";
  }
}
