package dev.fakeauth0.emulator.certificate;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/**
 * What a PEM file holds: certificates in order, and private keys in PKCS #8, PKCS #1 or SEC 1 form.
 *
 * @param file where it was read, for messages
 */
record PemReader(Path file, List<X509Certificate> certificates, List<PrivateKey> keys) {

  /**
   * Reads a file.
   *
   * @throws UnusableCertificateException if it cannot be read, is not PEM, or a key is encrypted
   */
  static PemReader read(Path file) {
    List<X509Certificate> certificates = new ArrayList<>();
    List<PrivateKey> keys = new ArrayList<>();
    try (PEMParser parser = new PEMParser(new StringReader(text(file)))) {
      for (Object entry = parser.readObject(); entry != null; entry = parser.readObject()) {
        if (entry instanceof X509CertificateHolder holder) {
          certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
        } else {
          PrivateKey key = key(file, entry);
          if (key != null) {
            keys.add(key);
          }
        }
      }
    } catch (IOException | CertificateException | RuntimeException invalid) {
      if (invalid instanceof UnusableCertificateException known) {
        throw known;
      }
      throw new UnusableCertificateException(
          file + " is not valid PEM: " + oneLine(invalid), invalid);
    }
    return new PemReader(file, certificates, keys);
  }

  private static @Nullable PrivateKey key(Path file, Object entry) throws IOException {
    if (entry instanceof PEMEncryptedKeyPair || entry instanceof PKCS8EncryptedPrivateKeyInfo) {
      throw new UnusableCertificateException(
          file
              + " holds an encrypted private key; decrypt it first (openssl pkey -in "
              + file
              + " -out key.pem), or use a PKCS #12 keystore");
    }
    if (entry instanceof PEMKeyPair pair) {
      return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
    }
    if (entry instanceof PrivateKeyInfo info) {
      return new JcaPEMKeyConverter().getPrivateKey(info);
    }
    return null; // Parameters, requests and the like may stand beside a key.
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.US_ASCII);
    } catch (NoSuchFileException missing) {
      throw new UnusableCertificateException(file + " does not exist", missing);
    } catch (AccessDeniedException denied) {
      throw new UnusableCertificateException(file + " may not be read by this user", denied);
    } catch (CharacterCodingException binary) {
      throw new UnusableCertificateException(
          file + " is not PEM: it is not text (a keystore? use --tls-keystore)", binary);
    } catch (IOException unreadable) {
      throw new UnusableCertificateException(
          file + " cannot be read: " + oneLine(unreadable), unreadable);
    }
  }

  static String oneLine(Throwable problem) {
    String message = String.valueOf(problem.getMessage());
    int end = message.indexOf('\n');
    return (end < 0 ? message : message.substring(0, end)).strip();
  }
}
