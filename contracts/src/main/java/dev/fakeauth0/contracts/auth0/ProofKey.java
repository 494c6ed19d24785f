package dev.fakeauth0.contracts.auth0;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A key that a client proves to have (RFC 9449).
 *
 * @param key the pair
 */
record ProofKey(ECKey key) {

  /** A new one. */
  static ProofKey generate() {
    try {
      return new ProofKey(new ECKeyGenerator(Curve.P_256).generate());
    } catch (JOSEException e) {
      throw new IllegalStateException("every JDK makes keys on P-256", e);
    }
  }

  /** The thumbprint of the public half (RFC 7638), as tokens name it. */
  String thumbprint() {
    try {
      return key.computeThumbprint().toString();
    } catch (JOSEException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * A proof for one POST (RFC 9449 section 4.2).
   *
   * @param address where it is sent to
   * @param more further claims: {@code nonce}
   */
  String proof(String address, Instant now, Map<String, ?> more) {
    JWSObject proof =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("dpop+jwt"))
                .jwk(key.toPublicJWK())
                .build(),
            new Payload(
                Json.with(
                    Json.of(
                        "jti",
                        UUID.randomUUID().toString(),
                        "htm",
                        "POST",
                        "htu",
                        address,
                        "iat",
                        now.getEpochSecond()),
                    more)));
    try {
      proof.sign(new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("a private key signs", e);
    }
    return proof.serialize();
  }
}
