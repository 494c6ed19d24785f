package dev.fakeauth0.emulator.token;

import dev.fakeauth0.emulator.tenant.SigningKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A token that is about to be signed: all that decides its bytes but the key material.
 *
 * @param algorithm {@code RS256}, {@code RS512}, {@code PS256} or {@code HS256}
 * @param type the header's {@code typ}: {@code JWT} or {@code at+jwt}
 * @param claims the claims in wire order
 * @param secret the secret of {@code HS256}
 * @param encryption how it is encrypted once signed, if it is
 * @param opaque whether it is sealed by the tenant alone, instead of being signed (five parts,
 *     {@code dir} and {@code A256GCM})
 * @param signer the key that signs in place of the tenant's current one
 * @param kid the key id named in place of the signer's; empty text: none is named
 */
public record TokenPlan(
    String algorithm,
    String type,
    Map<String, @Nullable Object> claims,
    Optional<String> secret,
    Optional<Encryption> encryption,
    boolean opaque,
    Optional<SigningKey> signer,
    Optional<String> kid) {

  /** The algorithm of a token that nobody signed (RFC 7519 section 6). */
  static final String UNSIGNED = "none";

  /**
   * An API's token encryption.
   *
   * @param algorithm {@code RSA-OAEP-256}, {@code RSA-OAEP-384} or {@code RSA-OAEP-512}
   * @param kid the key id for the header
   * @param publicKeyPem the API's public key in PEM
   */
  public record Encryption(String algorithm, Optional<String> kid, String publicKeyPem) {}

  /** A token signed by the tenant's current key, and naming it. */
  public TokenPlan(
      String algorithm,
      String type,
      Map<String, @Nullable Object> claims,
      Optional<String> secret,
      Optional<Encryption> encryption,
      boolean opaque) {
    this(algorithm, type, claims, secret, encryption, opaque, Optional.empty(), Optional.empty());
  }

  /** Copies the claims. */
  public TokenPlan {
    claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
  }

  /** This plan with a claim set, in its place if it is there. */
  public TokenPlan with(String claim, @Nullable Object value) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(claims);
    changed.put(claim, value);
    return ofType(type, changed);
  }

  /** This plan less a claim. */
  TokenPlan without(String claim) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(claims);
    changed.remove(claim);
    return ofType(type, changed);
  }

  /** This plan with another {@code typ} and other claims. */
  TokenPlan ofType(String otherType, Map<String, @Nullable Object> otherClaims) {
    return new TokenPlan(
        algorithm, otherType, otherClaims, secret, encryption, opaque, signer, kid);
  }

  /** This plan with another algorithm. */
  TokenPlan signedWith(String otherAlgorithm) {
    return new TokenPlan(otherAlgorithm, type, claims, secret, encryption, opaque, signer, kid);
  }

  /** This plan with another key than the tenant's current one. */
  TokenPlan signedBy(SigningKey key) {
    return new TokenPlan(
        algorithm, type, claims, secret, encryption, opaque, Optional.of(key), kid);
  }

  /** This plan, naming another key than the one that signs; empty: naming none. */
  TokenPlan withKid(String other) {
    return new TokenPlan(
        algorithm, type, claims, secret, encryption, opaque, signer, Optional.of(other));
  }

  /** This plan, to be encrypted. */
  TokenPlan encryptedFor(Encryption recipient) {
    return new TokenPlan(
        algorithm, type, claims, secret, Optional.of(recipient), opaque, signer, kid);
  }

  /** This plan, to be sealed by the tenant instead of being signed. */
  TokenPlan sealed() {
    return new TokenPlan(algorithm, type, claims, secret, encryption, true, signer, kid);
  }
}
