package dev.fakeauth0.emulator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CertificatesTest {

  private static final Instant FROM = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void certifies_a_signing_key_as_auth0_does() throws Exception {
    KeyPair keys = rsa();

    X509Certificate certificate =
        Certificates.selfSigned(
            keys,
            "acme.eu.auth0.com",
            FROM,
            Certificates.SIGNING_KEY_VALIDITY,
            BigInteger.valueOf(4711));

    certificate.verify(keys.getPublic());
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=acme.eu.auth0.com");
    assertThat(certificate.getIssuerX500Principal())
        .isEqualTo(certificate.getSubjectX500Principal());
    assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withRSA");
    assertThat(certificate.getSerialNumber()).isEqualTo(4711);
    assertThat(certificate.getNotBefore()).isEqualTo(FROM);
    assertThat(certificate.getNotAfter()).isEqualTo("2040-07-30T12:00:00Z");
    assertThat(certificate.getBasicConstraints()).isNotNegative();
  }

  @Test
  void is_the_same_for_the_same_input() throws Exception {
    KeyPair keys = rsa();

    X509Certificate one =
        Certificates.selfSigned(
            keys, "localhost", FROM, Certificates.SIGNING_KEY_VALIDITY, BigInteger.TWO);
    X509Certificate two =
        Certificates.selfSigned(
            keys, "localhost", FROM, Certificates.SIGNING_KEY_VALIDITY, BigInteger.TWO);

    assertThat(two).isEqualTo(one);
  }

  @Test
  void takes_a_name_with_characters_that_separate() throws Exception {
    X509Certificate certificate =
        Certificates.selfSigned(
            rsa(), "a,b+c=\"d\"", FROM, Certificates.SIGNING_KEY_VALIDITY, BigInteger.ONE);

    assertThat(certificate.getSubjectX500Principal().getName())
        .isEqualTo("CN=a\\,b\\+c\\=\\\"d\\\"");
  }

  private static KeyPair rsa() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }
}
