package dev.fakeauth0.emulator.token;

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
 */
public record TokenPlan(
    String algorithm,
    String type,
    Map<String, @Nullable Object> claims,
    Optional<String> secret,
    Optional<Encryption> encryption,
    boolean opaque) {

  /**
   * An API's token encryption.
   *
   * @param algorithm {@code RSA-OAEP-256}, {@code RSA-OAEP-384} or {@code RSA-OAEP-512}
   * @param kid the key id for the header
   * @param publicKeyPem the API's public key in PEM
   */
  public record Encryption(String algorithm, Optional<String> kid, String publicKeyPem) {}

  /** Copies the claims. */
  public TokenPlan {
    claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
  }

  /** This plan with a claim set, in its place if it is there. */
  public TokenPlan with(String claim, @Nullable Object value) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(claims);
    changed.put(claim, value);
    return new TokenPlan(algorithm, type, changed, secret, encryption, opaque);
  }
}
