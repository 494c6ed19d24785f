package dev.fakeauth0.emulator.token;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads public keys in PEM (RFC 7468): {@code PUBLIC KEY} (section 13), {@code CERTIFICATE}
 * (section 5), and PKCS#1's {@code RSA PUBLIC KEY}. Text around the first block is ignored.
 */
final class PemKeys {

  private static final String BEGIN = "-----BEGIN ";
  private static final String DASHES = "-----";

  /** {@code SEQUENCE { rsaEncryption, NULL }}, the algorithm of a SubjectPublicKeyInfo. */
  private static final byte[] RSA_ALGORITHM = {
    0x30,
    0x0d,
    0x06,
    0x09,
    0x2a,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xf7,
    0x0d,
    0x01,
    0x01,
    0x01,
    0x05,
    0x00
  };

  private PemKeys() {}

  /** The RSA or EC key of a PEM text; empty if there is none in it. */
  static Optional<PublicKey> publicKey(String pem) {
    Block block = block(pem);
    if (block == null) {
      return Optional.empty();
    }
    try {
      return switch (block.label()) {
        case "CERTIFICATE" -> Optional.of(certificate(block.der()).getPublicKey());
        case "PUBLIC KEY" -> subjectPublicKey(block.der());
        case "RSA PUBLIC KEY" -> subjectPublicKey(wrapped(block.der()));
        default -> Optional.empty();
      };
    } catch (GeneralSecurityException e) {
      // Not the DER it claims to be: no key, which is what the caller wants to know.
      return Optional.empty();
    }
  }

  /** The certificate of a PEM text; empty if there is none in it. */
  static Optional<X509Certificate> certificate(String pem) {
    Block block = block(pem);
    if (block == null || !block.label().equals("CERTIFICATE")) {
      return Optional.empty();
    }
    try {
      return Optional.of(certificate(block.der()));
    } catch (GeneralSecurityException e) {
      return Optional.empty(); // Not the DER it claims to be.
    }
  }

  private static X509Certificate certificate(byte[] der) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  /** The first block of a text: what it says it is, and its bytes. */
  private record Block(String label, byte[] der) {}

  private static @Nullable Block block(String pem) {
    int begin = pem.indexOf(BEGIN);
    int labelEnd = begin < 0 ? -1 : pem.indexOf(DASHES, begin + BEGIN.length());
    if (labelEnd < 0) {
      return null;
    }
    String label = pem.substring(begin + BEGIN.length(), labelEnd);
    int end = pem.indexOf("-----END " + label + DASHES, labelEnd);
    if (end < 0) {
      return null;
    }
    try {
      String base64 = pem.substring(labelEnd + DASHES.length(), end).strip();
      return new Block(label, Base64.getMimeDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      return null; // Not the base64 it claims to be.
    }
  }

  private static Optional<PublicKey> subjectPublicKey(byte[] der) throws GeneralSecurityException {
    X509EncodedKeySpec key = new X509EncodedKeySpec(der);
    try {
      return Optional.of(KeyFactory.getInstance("RSA").generatePublic(key));
    } catch (InvalidKeySpecException e) {
      // Of the other kind, or of none that signs or encrypts here.
      return Optional.of(KeyFactory.getInstance("EC").generatePublic(key));
    }
  }

  /** A PKCS#1 key as a SubjectPublicKeyInfo (RFC 5280 section 4.1): algorithm and bit string. */
  private static byte[] wrapped(byte[] pkcs1) {
    byte[] bits = new byte[pkcs1.length + 1];
    System.arraycopy(pkcs1, 0, bits, 1, pkcs1.length);
    byte[] bitString = element(0x03, bits);
    byte[] content = new byte[RSA_ALGORITHM.length + bitString.length];
    System.arraycopy(RSA_ALGORITHM, 0, content, 0, RSA_ALGORITHM.length);
    System.arraycopy(bitString, 0, content, RSA_ALGORITHM.length, bitString.length);
    return element(0x30, content);
  }

  /** A DER element with a length of two bytes, or one where that is enough. */
  private static byte[] element(int tag, byte[] content) {
    int length = content.length;
    byte[] head =
        length < 128
            ? new byte[] {(byte) tag, (byte) length}
            : length < 256
                ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
    byte[] element = new byte[head.length + length];
    System.arraycopy(head, 0, element, 0, head.length);
    System.arraycopy(content, 0, element, head.length, length);
    return element;
  }
}
