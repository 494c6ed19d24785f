package dev.fakeauth0.emulator.token;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSAEncrypter;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import java.util.Set;

/**
 * Encrypts signed tokens for an API that has {@code token_encryption} (Auth0 docs, "JSON Web
 * Encryption"): a JWT nested in a JWE (RFC 7519 section 5.2), content in AES-256-GCM.
 */
final class NestedJwe {

  private static final Set<String> ALGORITHMS =
      Set.of("RSA-OAEP-256", "RSA-OAEP-384", "RSA-OAEP-512");

  private NestedJwe() {}

  static String encrypt(String jwt, TokenPlan.Encryption encryption) {
    problem(encryption)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException("token_encryption: " + problem);
            });
    RSAPublicKey key = (RSAPublicKey) PemKeys.publicKey(encryption.publicKeyPem()).orElseThrow();
    JWEHeader.Builder header =
        new JWEHeader.Builder(JWEAlgorithm.parse(encryption.algorithm()), EncryptionMethod.A256GCM)
            .contentType("JWT");
    encryption.kid().ifPresent(header::keyID);
    JWEObject jwe = new JWEObject(header.build(), new Payload(jwt));
    try {
      jwe.encrypt(new RSAEncrypter(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("the token cannot be encrypted for its API", e);
    }
    return jwe.serialize();
  }

  /** What is wrong with an API's encryption settings, so that a seed can be refused for it. */
  static Optional<String> problem(TokenPlan.Encryption encryption) {
    if (!ALGORITHMS.contains(encryption.algorithm())) {
      return Optional.of(
          "alg is RSA-OAEP-256, RSA-OAEP-384 or RSA-OAEP-512, not " + encryption.algorithm());
    }
    return PemKeys.publicKey(encryption.publicKeyPem()).orElse(null) instanceof RSAPublicKey
        ? Optional.empty()
        : Optional.of("pem is no RSA public key or certificate in PEM");
  }
}
