package dev.fakeauth0.contracts.auth0;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/**
 * A key of a client's own, or of an API's.
 *
 * @param key the pair
 */
record PrivateKey(RSAKey key) {

  private static final int BITS = 2048;
  private static final long SECONDS = 120;

  /** A new one. */
  static PrivateKey generate() {
    try {
      return new PrivateKey(new RSAKeyGenerator(BITS).generate());
    } catch (JOSEException e) {
      throw new IllegalStateException("every JDK makes RSA keys", e);
    }
  }

  /** The public half, in PEM. */
  String pem() {
    try {
      return "-----BEGIN PUBLIC KEY-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'})
              .encodeToString(key.toRSAPublicKey().getEncoded())
          + "\n-----END PUBLIC KEY-----\n";
    } catch (JOSEException e) {
      throw new IllegalStateException("an RSA key is one", e);
    }
  }

  /** The signed token in one that was encrypted for this key (RFC 7519 section 5.2). */
  AccessToken opened(String encrypted) {
    try {
      JWEObject jwe = JWEObject.parse(encrypted);
      jwe.decrypt(new RSADecrypter(key));
      return AccessToken.read(jwe.getPayload().toString());
    } catch (ParseException | JOSEException e) {
      throw new AssertionError("Expected a token encrypted for the API's key: " + encrypted, e);
    }
  }

  /** The header of a token that was encrypted. */
  static Map<String, Object> header(String encrypted) {
    try {
      return JWEObject.parse(encrypted).getHeader().toJSONObject();
    } catch (ParseException e) {
      throw new AssertionError("Expected an encrypted token of five parts: " + encrypted, e);
    }
  }

  /** An assertion by a client that is good for two minutes and once (RFC 7523 section 3). */
  String assertion(Application client, String audience, Instant now) {
    JWSObject assertion =
        new JWSObject(
            new JWSHeader(JWSAlgorithm.RS256),
            new Payload(
                Json.of(
                    "iss", client.clientId(),
                    "sub", client.clientId(),
                    "aud", audience,
                    "iat", now.getEpochSecond(),
                    "exp", now.getEpochSecond() + SECONDS,
                    "jti", UUID.randomUUID().toString())));
    try {
      assertion.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("a private key signs", e);
    }
    return assertion.serialize();
  }
}
