package dev.fakeauth0.acceptance.deviation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/**
 * A key and a certificate of it, made by the JDK's keytool.
 *
 * @param key the key
 * @param certificate its certificate, good for {@code localhost}
 */
public record SelfSigned(PrivateKey key, X509Certificate certificate) {

  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final int SECONDS = 60;

  /** Makes one; a folder for its files. */
  public static SelfSigned in(Path folder) throws Exception {
    Path file = folder.resolve("self-signed.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "own",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-sigalg",
                "SHA256withRSA",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    if (!keytool.waitFor(SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      keytool.destroyForcibly();
      throw new AssertionError(
          "keytool makes no key: " + Files.readString(folder.resolve("keytool.log")));
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return new SelfSigned(
        (PrivateKey) store.getKey("own", PASSWORD), (X509Certificate) store.getCertificate("own"));
  }

  /** The certificate in PEM. */
  public String certificatePem() throws Exception {
    return pem("CERTIFICATE", certificate.getEncoded());
  }

  /** The key in PEM, unencrypted. */
  public String keyPem() {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  /** A signature with RS256. */
  byte[] sign(byte[] content) throws Exception {
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(key);
    signature.update(content);
    return signature.sign();
  }

  /** The modulus as a JWK has it. */
  String modulus() {
    BigInteger modulus = ((RSAPublicKey) certificate.getPublicKey()).getModulus();
    byte[] signed = modulus.toByteArray();
    int sign = signed[0] == 0 ? 1 : 0;
    return url(Arrays.copyOfRange(signed, sign, signed.length));
  }

  /** The certificate as a JWK has it. */
  String certificateBase64() {
    return Base64.getEncoder().encodeToString(encoded());
  }

  /** The certificate's thumbprint as a JWK has it. */
  String thumbprint() {
    try {
      return url(MessageDigest.getInstance("SHA-1").digest(encoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] encoded() {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String pem(String what, byte[] content) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content)
        + "\n-----END "
        + what
        + "-----\n";
  }
}
