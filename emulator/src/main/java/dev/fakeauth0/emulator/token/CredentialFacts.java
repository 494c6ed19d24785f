package dev.fakeauth0.emulator.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * What Auth0 reads off the PEM of a client's credential (Management API, "Create a client
 * credential"). Recorded: a kid is the thumbprint of the key, whatever it is wrapped in.
 */
public final class CredentialFacts {

  private CredentialFacts() {}

  /** The key's SHA-256 thumbprint (RFC 7638), empty if there is no RSA or EC key in the text. */
  public static Optional<String> kid(String pem) {
    Optional<PublicKey> key = PemKeys.publicKey(pem);
    if (key.isEmpty()) {
      return Optional.empty();
    }
    JWK jwk;
    if (key.get() instanceof RSAPublicKey rsa) {
      jwk = new RSAKey.Builder(rsa).build();
    } else if (key.get() instanceof ECPublicKey ec
        && Curve.forECParameterSpec(ec.getParams()) != null) {
      jwk = new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec).build();
    } else {
      return Optional.empty();
    }
    try {
      return Optional.of(jwk.computeThumbprint().toString());
    } catch (JOSEException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The certificate of a PEM text, empty if there is none in it. */
  public static Optional<X509Certificate> certificate(String pem) {
    return PemKeys.certificate(pem);
  }

  /** The SHA-256 of the certificate in base64url, the {@code x5t#S256} of RFC 7517 section 4.9. */
  public static String thumbprint(X509Certificate certificate) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was read cannot be encoded", e);
    }
  }

  /** The subject as Auth0 writes it: in the certificate's order, a line each. */
  public static String subject(X509Certificate certificate) {
    try {
      List<String> lines = new ArrayList<>();
      for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        lines.add(part.getType() + "=" + part.getValue());
      }
      return String.join("\n", lines);
    } catch (InvalidNameException e) {
      throw new IllegalStateException("the platform writes a name it cannot read", e);
    }
  }
}
