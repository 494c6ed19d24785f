package dev.fakeauth0.emulator.token;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** A signing certificate in the forms Auth0 hands it out in. */
public final class CertificateForms {

  private static final int PEM_COLUMNS = 64;

  private CertificateForms() {}

  /** The certificate in DER. */
  public static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate of our own making cannot be encoded", e);
    }
  }

  /** The certificate in PEM (RFC 7468 section 5). */
  public static String pem(X509Certificate certificate) {
    return block("CERTIFICATE", der(certificate));
  }

  /** The certificate alone in a PKCS#7 container, in PEM (RFC 2315 section 9, without signers). */
  public static String pkcs7(X509Certificate certificate) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      // The platform's own class of certificate, whoever made this one.
      var own = factory.generateCertificate(new ByteArrayInputStream(der(certificate)));
      return block("PKCS7", factory.generateCertPath(List.of(own)).getEncoded("PKCS7"));
    } catch (CertificateException e) {
      throw new IllegalStateException("a certificate of our own making cannot be encoded", e);
    }
  }

  /** The SHA-1 of the certificate, colons between upper-case hexadecimal pairs. */
  public static String fingerprint(X509Certificate certificate) {
    return HexFormat.ofDelimiter(":").withUpperCase().formatHex(sha1(certificate));
  }

  /** The SHA-1 of the certificate in base64url, the {@code x5t} of RFC 7517 section 4.8. */
  public static String thumbprint(X509Certificate certificate) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sha1(certificate));
  }

  private static byte[] sha1(X509Certificate certificate) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(der(certificate));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  private static String block(String label, byte[] der) {
    Base64.Encoder lines =
        Base64.getMimeEncoder(PEM_COLUMNS, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN "
        + label
        + "-----\n"
        + lines.encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }
}
