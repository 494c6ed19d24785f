package dev.fakeauth0.emulator.certificate;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes the certificates of signing keys. */
public final class Certificates {

  /** How long Auth0's signing certificates are valid: about 13 years and 8 months. */
  public static final Duration SIGNING_KEY_VALIDITY = Duration.ofDays(5000);

  private Certificates() {}

  /**
   * The certificate of a tenant's signing key, as {@code x5c} of the JWKS and {@code /pem} show it:
   * signed by the key itself with SHA-256 and RSA, for the tenant's domain, with the extensions
   * Auth0's have (a certificate authority that may sign). Not a TLS certificate.
   *
   * @param rsa the signing key
   * @param commonName the tenant's domain
   * @param notBefore when it becomes valid, to the second
   * @param validity how long from then
   * @param serial its serial number, positive; drawn by the caller, whose randomness it is
   */
  public static X509Certificate selfSigned(
      KeyPair rsa, String commonName, Instant notBefore, Duration validity, BigInteger serial) {
    X500Principal name = named(commonName);
    try {
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
                  name,
                  serial,
                  Date.from(notBefore),
                  Date.from(notBefore.plus(validity)),
                  name,
                  rsa.getPublic())
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
              .addExtension(
                  Extension.subjectKeyIdentifier,
                  false,
                  new JcaX509ExtensionUtils().createSubjectKeyIdentifier(rsa.getPublic()))
              .addExtension(
                  Extension.keyUsage,
                  true,
                  new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyCertSign));
      return signed(builder, "SHA256withRSA", rsa);
    } catch (CertIOException | GeneralSecurityException impossible) {
      throw new IllegalStateException("cannot certify the key of " + commonName, impossible);
    }
  }

  /** A distinguished name of nothing but a common name, whatever characters it has. */
  static X500Principal named(String commonName) {
    try {
      return new X500Principal(
          new X500NameBuilder(BCStyle.INSTANCE)
              .addRDN(BCStyle.CN, commonName)
              .build()
              .getEncoded());
    } catch (java.io.IOException impossible) {
      throw new IllegalStateException("cannot encode the name " + commonName, impossible);
    }
  }

  /** Signs what the builder holds with the JDK's providers. */
  static X509Certificate signed(X509v3CertificateBuilder builder, String algorithm, KeyPair issuer)
      throws GeneralSecurityException {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder(algorithm).build(issuer.getPrivate())));
    } catch (OperatorCreationException refused) {
      throw new GeneralSecurityException("cannot sign with " + algorithm, refused);
    }
  }
}
