package dev.fakeauth0.contracts;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an issuer, as it publishes them (RFC 7517 section 5).
 *
 * @param from the address they came from
 * @param keys the set
 */
record PublishedKeys(URI from, JWKSet keys) {

  /** How long an answer may take. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** The keys at an address. */
  static PublishedKeys at(URI jwksUri, @Nullable SSLContext trusting) {
    String text = got(jwksUri, trusting);
    try {
      return new PublishedKeys(jwksUri, JWKSet.parse(text));
    } catch (ParseException e) {
      throw new AssertionError("Expected a JWKS at " + jwksUri + ", but it is none: " + text, e);
    }
  }

  /** The keys that an issuer's metadata leads to. */
  static PublishedKeys of(URI issuer, @Nullable SSLContext trusting) {
    String base = issuer.toString();
    URI metadata =
        URI.create((base.endsWith("/") ? base : base + "/") + ".well-known/openid-configuration");
    String text = got(metadata, trusting);
    Optional<Map<String, Object>> document = JsonText.object(text);
    Object jwksUri = document.map(members -> members.get("jwks_uri")).orElse(null);
    if (jwksUri == null) {
      throw new AssertionError("Expected a jwks_uri at " + metadata + ", but there is: " + text);
    }
    return at(URI.create(jwksUri.toString()), trusting);
  }

  /** The ids of the keys. */
  List<String> ids() {
    return keys.getKeys().stream().map(JWK::getKeyID).toList();
  }

  /** Whether there is a key of an id. */
  boolean has(String kid) {
    return keys.getKeyByKeyId(kid) != null;
  }

  /** Whether the key of an id signed a token. */
  boolean verify(String token, String kid) {
    JWK key = keys.getKeyByKeyId(kid);
    try {
      return key != null
          && key.getKeyType().equals(KeyType.RSA)
          && JWSObject.parse(token).verify(new RSASSAVerifier(key.toRSAKey()));
    } catch (ParseException | JOSEException e) {
      return false; // A signature that cannot be read verifies nothing.
    }
  }

  /**
   * A form in which a public key can be mistaken for a secret.
   *
   * @param name what it is
   * @param bytes the secret
   */
  record Shape(String name, byte[] bytes) {}

  /** The bytes that a verifier may hand to HMAC where it means the public key. */
  List<Shape> shapes() {
    List<Shape> shapes = new ArrayList<>();
    try {
      for (JWK key : keys.getKeys()) {
        if (key.getKeyType().equals(KeyType.RSA)) {
          byte[] der = key.toRSAKey().toRSAPublicKey().getEncoded();
          String pem = ForgedTokens.pem("PUBLIC KEY", der);
          shapes.add(new Shape("the public key in DER", der));
          shapes.add(text("the public key in PEM", pem));
          shapes.add(text("the public key in PEM and a line end", pem + "\n"));
          shapes.add(text("the JWK", key.toJSONString()));
          shapes.add(new Shape("the modulus", key.toRSAKey().getModulus().decode()));
          if (key.getX509CertChain() != null) {
            String certificate =
                ForgedTokens.pem("CERTIFICATE", key.getX509CertChain().get(0).decode());
            shapes.add(text("the certificate", certificate));
            shapes.add(text("the certificate and a line end", certificate + "\n"));
          }
        }
      }
      return shapes;
    } catch (JOSEException e) {
      throw new AssertionError("Expected RSA keys at " + from + ", but one is spoilt", e);
    }
  }

  private static Shape text(String name, String secret) {
    return new Shape(name, secret.getBytes(StandardCharsets.UTF_8));
  }

  private static String got(URI uri, @Nullable SSLContext trusting) {
    HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(PATIENCE);
    if (trusting != null) {
      client.sslContext(trusting);
    }
    try {
      HttpResponse<String> response =
          client
              .build()
              .send(
                  HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
                  HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() == 200) {
        return response.body();
      }
      throw new AssertionError(
          "Expected the issuer's keys, but " + uri + " answers " + response.statusCode());
    } catch (IOException e) {
      throw new AssertionError(
          "Expected the issuer's keys, but " + uri + " cannot be read: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while " + uri + " was read", e);
    }
  }
}
