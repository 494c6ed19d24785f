package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Timestamp;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/**
 * The certificate that an identity provider signs with, and what Auth0 shows of it in a
 * connection's options.
 *
 * @param pem the certificate as text (RFC 7468)
 * @param certificate the certificate
 */
record IdpCertificate(String pem, X509Certificate certificate) {

  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";
  // The names X.520 and RFC 2985 give to what RFC 2253 abbreviates.
  private static final Map<String, String> ATTRIBUTES =
      Map.of(
          "C", "countryName",
          "ST", "stateOrProvinceName",
          "L", "localityName",
          "O", "organizationName",
          "OU", "organizationalUnitName",
          "CN", "commonName",
          "1.2.840.113549.1.9.1", "emailAddress");

  /** Reads PEM, or PEM in base64; empty if it holds no certificate. */
  static Optional<IdpCertificate> read(String text) {
    String pem = text;
    if (!text.contains(BEGIN)) {
      try {
        pem = new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        return Optional.empty(); // Neither PEM nor base64.
      }
    }
    return pem.contains(BEGIN) ? parsed(pem) : Optional.empty();
  }

  /** Reads the content of an {@code X509Certificate} element. */
  static Optional<IdpCertificate> ofXml(String base64) {
    String plain = base64.replaceAll("\\s", "");
    StringBuilder pem = new StringBuilder(BEGIN).append('\n');
    for (int i = 0; i < plain.length(); i += 64) {
      pem.append(plain, i, Math.min(plain.length(), i + 64)).append('\n');
    }
    return parsed(pem.append(END).append('\n').toString());
  }

  /** The PEM in base64, as options keep what came from metadata. */
  String encoded() {
    return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
  }

  /** Options with {@code expires}, {@code subject}, {@code thumbprints} and {@code cert}. */
  Document describedIn(Document options) {
    return options
        .with("expires", Timestamp.of(certificate.getNotAfter().toInstant()))
        .with("subject", subject())
        .with("thumbprints", List.of(thumbprint()))
        .with("cert", pem);
  }

  private Map<String, String> subject() {
    Map<String, String> subject = new LinkedHashMap<>();
    try {
      LdapName name =
          new LdapName(certificate.getSubjectX500Principal().getName(X500Principal.RFC2253));
      for (Rdn part : name.getRdns()) {
        subject.put(
            ATTRIBUTES.getOrDefault(part.getType(), part.getType()),
            part.getValue() instanceof byte[] der
                ? new String(der, StandardCharsets.UTF_8).strip()
                : part.getValue().toString());
      }
    } catch (InvalidNameException impossible) {
      throw new IllegalStateException("the JDK wrote a name it cannot read", impossible);
    }
    return subject;
  }

  private String thumbprint() {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded()));
    } catch (CertificateEncodingException impossible) {
      throw new IllegalStateException("cannot encode what was decoded", impossible);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has SHA-1", impossible);
    }
  }

  private static Optional<IdpCertificate> parsed(String pem) {
    try {
      return Optional.of(
          new IdpCertificate(
              pem,
              (X509Certificate)
                  CertificateFactory.getInstance("X.509")
                      .generateCertificate(
                          new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))));
    } catch (CertificateException e) {
      return Optional.empty(); // Auth0 takes any text; only a certificate has something to show.
    }
  }
}
