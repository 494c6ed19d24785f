package dev.fakeauth0.emulator.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.fakeauth0.emulator.json.Document;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The public keys that a client publishes (RFC 7517 section 5), as credentials it authenticates by.
 *
 * @param credentials each with {@code credential_type}, {@code kid}, {@code alg} and {@code pem}
 * @param problem why they cannot be used
 */
public record ClientKeys(List<Document> credentials, Optional<String> problem) {

  /** Copies the credentials. */
  public ClientKeys {
    credentials = List.copyOf(credentials);
  }

  /** Reads a JWK set. One that has a private key in it is refused as a whole. */
  public static ClientKeys of(String set) {
    List<Document> credentials = new ArrayList<>();
    try {
      for (JWK key : JWKSet.parse(set).getKeys()) {
        if (key.isPrivate()) {
          return not("jwks_uri must not contain private keys");
        }
        if (key instanceof AsymmetricJWK pair && key.getKeyID() != null) {
          credentials.add(credential(key, pair.toPublicKey().getEncoded()));
        }
      }
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      return not("jwks_uri does not hold a JSON Web Key Set");
    }
    return credentials.isEmpty()
        ? not("jwks_uri holds no public key with a kid")
        : new ClientKeys(credentials, Optional.empty());
  }

  private static ClientKeys not(String why) {
    return new ClientKeys(List.of(), Optional.of(why));
  }

  private static Document credential(JWK key, byte[] encoded) {
    String lines =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(encoded);
    return Document.of(
        "credential_type",
        "public_key",
        "kid",
        key.getKeyID(),
        "alg",
        key.getAlgorithm() == null ? "RS256" : key.getAlgorithm().getName(),
        "pem",
        "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n");
  }
}
