package dev.fakeauth0.contracts.auth0;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import dev.fakeauth0.contracts.Reply;
import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The keys of a tenant, as it publishes them now (RFC 7517 section 5).
 *
 * @param keys the members of {@code keys}
 */
record SigningKeys(List<Map<String, Object>> keys) {

  /** What the tenant publishes. */
  static SigningKeys of(Tenant tenant) {
    Reply reply = tenant.get("/.well-known/jwks.json").send();
    return new SigningKeys(Json.objects(Json.object(reply), "keys"));
  }

  /** The ids, in order. */
  List<String> ids() {
    return keys.stream().map(key -> Json.text(key, "kid")).toList();
  }

  /** Whether one of them signed a token: the one it names. */
  boolean verify(AccessToken token) {
    return keys.stream()
        .filter(key -> key.get("kid") != null && key.get("kid").equals(token.header().get("kid")))
        .anyMatch(key -> verifies(key, token));
  }

  /** Whether a secret signed a token. */
  static boolean signedWith(String secret, AccessToken token) {
    try {
      return JWSObject.parse(token.text()).verify(new MACVerifier(secret.getBytes(UTF_8)));
    } catch (ParseException | JOSEException e) {
      throw new AssertionError(
          "Expected a token signed by HMAC, but its header is " + token.header(), e);
    }
  }

  /** The certificate of a key. */
  static X509Certificate certificate(Map<String, Object> key) {
    byte[] der = Base64.getDecoder().decode(Json.texts(key, "x5c").get(0));
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new AssertionError("Expected a certificate in x5c of " + key.get("kid"), e);
    }
  }

  /** The key itself. */
  static PublicKey publicKey(Map<String, Object> key) {
    try {
      return JWK.parse(key).toRSAKey().toRSAPublicKey();
    } catch (ParseException | JOSEException e) {
      throw new AssertionError("Expected an RSA key, but it is " + key, e);
    }
  }

  private static boolean verifies(Map<String, Object> key, AccessToken token) {
    try {
      return JWSObject.parse(token.text()).verify(new RSASSAVerifier(JWK.parse(key).toRSAKey()));
    } catch (ParseException | JOSEException e) {
      return false; // What cannot be read verifies nothing.
    }
  }
}
