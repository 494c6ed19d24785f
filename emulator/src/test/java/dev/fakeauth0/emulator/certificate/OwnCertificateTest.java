package dev.fakeauth0.emulator.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnCertificateTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final KeyPair RSA = rsa();

  @TempDir private Path home;

  @Test
  void reads_a_certificate_and_its_key_in_pkcs_8_and_pkcs_1() throws Exception {
    X509Certificate certificate = certificateOf(RSA);
    Path certificates = file("cert.pem", Pem.certificate(certificate));
    Path pkcs8 = file("pkcs8.pem", Pem.privateKey(RSA.getPrivate()));
    Path pkcs1 = file("pkcs1.pem", pem(RSA));

    ServerIdentity one = OwnCertificate.ofPem(certificates, pkcs8);
    ServerIdentity two = OwnCertificate.ofPem(certificates, pkcs1);

    assertThat(one.chain()).containsExactly(certificate);
    assertThat(one.key()).isEqualTo(RSA.getPrivate());
    assertThat(two.key()).isEqualTo(RSA.getPrivate());
    assertThat(one).hasToString("ServerIdentity[CN=localhost]");
  }

  @Test
  void reads_a_chain_and_a_sec_1_key_from_one_file() throws Exception {
    LocalAuthority authority = LocalAuthority.create(List.of(), NOW, new SecureRandom());
    KeyPair keys = authority.newServerKeys();
    ServerIdentity issued = authority.issue(keys, List.of(), NOW);
    Path file =
        file(
            "all.pem",
            sec1(keys)
                + Pem.certificate(issued.chain().get(0))
                + Pem.certificate(issued.chain().get(1)));

    ServerIdentity read = OwnCertificate.ofPem(file, file);

    assertThat(read.chain()).containsExactlyElementsOf(issued.chain());
    assertThat(read.key().getAlgorithm()).startsWith("EC");
  }

  @Test
  void refuses_a_key_that_is_not_the_certificates() throws Exception {
    Path certificates = file("cert.pem", Pem.certificate(certificateOf(RSA)));
    Path key = file("key.pem", Pem.privateKey(rsa().getPrivate()));

    assertThatThrownBy(() -> OwnCertificate.ofPem(certificates, key))
        .isInstanceOf(UnusableCertificateException.class)
        .hasMessageContaining("key.pem is not the key of")
        .hasMessageContaining("cert.pem");
  }

  @Test
  void refuses_an_encrypted_key_and_says_how_to_decrypt_it() throws Exception {
    Path certificates = file("cert.pem", Pem.certificate(certificateOf(RSA)));
    Path key =
        file(
            "key.pem",
            """
            -----BEGIN RSA PRIVATE KEY-----
            Proc-Type: 4,ENCRYPTED
            DEK-Info: AES-128-CBC,000102030405060708090A0B0C0D0E0F

            AAAA
            -----END RSA PRIVATE KEY-----
            """);

    assertThatThrownBy(() -> OwnCertificate.ofPem(certificates, key))
        .hasMessageContaining("key.pem holds an encrypted private key")
        .hasMessageContaining("openssl pkey");
  }

  @Test
  void names_the_file_that_is_not_pem() throws Exception {
    Path good = file("cert.pem", Pem.certificate(certificateOf(RSA)));
    Path empty = file("empty.pem", "nothing here");
    Path broken =
        file("broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    Path binary = Files.write(home.resolve("binary.p12"), new byte[] {(byte) 0xFF, 0, 1});
    Path missing = home.resolve("missing.pem");

    assertThatThrownBy(() -> OwnCertificate.ofPem(empty, good))
        .hasMessageEndingWith("empty.pem holds no certificate");
    assertThatThrownBy(() -> OwnCertificate.ofPem(good, good))
        .hasMessageEndingWith("cert.pem holds no private key");
    assertThatThrownBy(() -> OwnCertificate.ofPem(broken, good))
        .hasMessageContaining("broken.pem is not valid PEM")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> OwnCertificate.ofPem(binary, good))
        .hasMessageContaining("binary.p12 is not PEM")
        .hasMessageContaining("--tls-keystore");
    assertThatThrownBy(() -> OwnCertificate.ofPem(missing, good))
        .hasMessageEndingWith("missing.pem does not exist");
  }

  @Test
  void reads_a_keystore() throws Exception {
    X509Certificate certificate = certificateOf(RSA);
    Path file = home.resolve("server.p12");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "any", RSA.getPrivate(), "secret".toCharArray(), new Certificate[] {certificate});
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, "secret".toCharArray());
    }

    ServerIdentity identity = OwnCertificate.ofPkcs12(file, "secret".toCharArray());

    assertThat(identity.chain()).containsExactly(certificate);
    assertThatThrownBy(() -> OwnCertificate.ofPkcs12(file, "wrong".toCharArray()))
        .hasMessageEndingWith("server.p12 does not open with the password given");
  }

  @Test
  void names_a_keystore_that_is_none() throws Exception {
    Path file = file("text.p12", "not a keystore");
    char[] password = "secret".toCharArray();

    assertThatThrownBy(() -> OwnCertificate.ofPkcs12(file, password))
        .isInstanceOf(UnusableCertificateException.class)
        .hasMessageContaining("text.p12 is not a PKCS #12 keystore");
  }

  private Path file(String name, String content) throws Exception {
    return Files.writeString(home.resolve(name), content);
  }

  private static String pem(KeyPair keys) throws Exception {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(keys.getPrivate());
    }
    return text.toString();
  }

  /** As OpenSSL writes it: with the curve, which the JDK keeps outside. */
  private static String sec1(KeyPair keys) throws Exception {
    PrivateKeyInfo pkcs8 = PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded());
    ECPrivateKey bare = ECPrivateKey.getInstance(pkcs8.parsePrivateKey());
    ECPrivateKey whole =
        new ECPrivateKey(256, bare.getKey(), pkcs8.getPrivateKeyAlgorithm().getParameters());
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject("EC PRIVATE KEY", whole.getEncoded()));
    }
    return text.toString();
  }

  private static X509Certificate certificateOf(KeyPair keys) {
    return Certificates.selfSigned(keys, "localhost", NOW, Duration.ofDays(1), BigInteger.ONE);
  }

  private static KeyPair rsa() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
