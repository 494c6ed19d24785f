package dev.fakeauth0.contracts;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Map;

/** An RSA key that no API has a reason to trust, and a certificate it made of itself. */
final class StrangersKey {

  static final String KID = "strangers-key";

  private static final byte[] SHA256_WITH_RSA = {
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
    0x0b,
    0x05,
    0x00
  };
  private static final byte[] COMMON_NAME = {0x06, 0x03, 0x55, 0x04, 0x03};
  private static final int SEQUENCE = 0x30;

  private final KeyPair pair;
  private final byte[] certificate;

  StrangersKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      pair = generator.generateKeyPair();
      certificate = selfSigned();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM cannot make RSA keys", e);
    }
  }

  /** An RS256 signature (RFC 7518 section 3.3). */
  byte[] sign(byte[] signed) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(pair.getPrivate());
      signature.update(signed);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM cannot sign with RSA", e);
    }
  }

  /** The public key as a JWK, under a kid. */
  Map<String, Object> jwk(String kid) {
    return new RSAKey.Builder((RSAPublicKey) pair.getPublic())
        .keyID(kid)
        .keyUse(KeyUse.SIGNATURE)
        .algorithm(JWSAlgorithm.RS256)
        .build()
        .toJSONObject();
  }

  /** The certificate, DER in Base64, as {@code x5c} has it. */
  String certificate() {
    return Base64.getEncoder().encodeToString(certificate);
  }

  /** The certificate in PEM. */
  String pem() {
    return ForgedTokens.pem("CERTIFICATE", certificate);
  }

  /** X.509 version 1: what a verifier needs to find a key in it, and nothing else. */
  private byte[] selfSigned() {
    byte[] attribute = der(SEQUENCE, COMMON_NAME, der(0x0c, text("stranger")));
    byte[] name = der(SEQUENCE, der(0x31, attribute));
    byte[] validity =
        der(SEQUENCE, der(0x17, text("200101000000Z")), der(0x17, text("491231235959Z")));
    byte[] toBeSigned =
        der(
            SEQUENCE,
            der(0x02, new byte[] {1}),
            SHA256_WITH_RSA,
            name,
            validity,
            name,
            pair.getPublic().getEncoded());
    byte[] signature = sign(toBeSigned);
    return der(SEQUENCE, toBeSigned, SHA256_WITH_RSA, der(0x03, new byte[] {0}, signature));
  }

  /** A DER element: its tag, the length of its parts, its parts. */
  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    int length = content.size();
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    if (length > 0xff) {
      element.write(0x82);
      element.write(length >> 8);
    } else if (length > 0x7f) {
      element.write(0x81);
    }
    element.write(length);
    element.writeBytes(content.toByteArray());
    return element.toByteArray();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
