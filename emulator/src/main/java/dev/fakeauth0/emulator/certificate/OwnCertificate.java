package dev.fakeauth0.emulator.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads the certificate and key a user brings along instead of the local authority's. */
public final class OwnCertificate {

  private static final byte[] PROBE = {'p', 'r', 'o', 'b', 'e'};

  private OwnCertificate() {}

  /**
   * From PEM files, which may be one and the same.
   *
   * @param certificates the server's certificate and then its issuers', if any
   * @param key its private key, not encrypted
   * @throws UnusableCertificateException with one line naming the file and the problem
   */
  public static ServerIdentity ofPem(Path certificates, Path key) {
    List<X509Certificate> chain = PemReader.read(certificates).certificates();
    if (chain.isEmpty()) {
      throw new UnusableCertificateException(certificates + " holds no certificate");
    }
    List<PrivateKey> keys = PemReader.read(key).keys();
    if (keys.isEmpty()) {
      throw new UnusableCertificateException(key + " holds no private key");
    }
    if (!belongTogether(keys.get(0), chain.get(0).getPublicKey())) {
      throw new UnusableCertificateException(
          "the key in " + key + " is not the key of the first certificate in " + certificates);
    }
    return new ServerIdentity(keys.get(0), chain);
  }

  /**
   * From a PKCS #12 keystore: its first entry with a key.
   *
   * @param keystore the file
   * @param password of the file and the key; empty if it has none
   * @throws UnusableCertificateException with one line naming the file and the problem
   */
  public static ServerIdentity ofPkcs12(Path keystore, char[] password) {
    try (InputStream in = Files.newInputStream(keystore)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      for (String alias : Collections.list(store.aliases())) {
        Key key = store.getKey(alias, password);
        Certificate[] chain = store.getCertificateChain(alias);
        if (key instanceof PrivateKey own && chain != null) {
          return new ServerIdentity(own, x509(chain));
        }
      }
      throw new UnusableCertificateException(keystore + " holds no private key with a certificate");
    } catch (NoSuchFileException missing) {
      throw new UnusableCertificateException(keystore + " does not exist", missing);
    } catch (IOException invalid) {
      boolean password12 = invalid.getCause() instanceof UnrecoverableKeyException;
      throw new UnusableCertificateException(
          password12
              ? keystore + " does not open with the password given"
              : keystore + " is not a PKCS #12 keystore: " + PemReader.oneLine(invalid),
          invalid);
    } catch (GeneralSecurityException invalid) {
      throw new UnusableCertificateException(
          keystore + " cannot be used: " + PemReader.oneLine(invalid), invalid);
    }
  }

  /** Whether what the one signs the other verifies. */
  static boolean belongTogether(PrivateKey key, PublicKey certified) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC", "ECDSA" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException different) {
      return false;
    }
  }

  private static List<X509Certificate> x509(Certificate[] chain) {
    List<X509Certificate> certificates = new ArrayList<>(chain.length);
    for (Certificate certificate : chain) {
      if (certificate instanceof X509Certificate x509) {
        certificates.add(x509);
      }
    }
    return certificates;
  }
}
