package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;

/** A key of a client's own, and the DPoP proofs it makes. */
public final class PossessionKey {

  private final KeyPair pair;

  /** A new key. */
  public PossessionKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      pair = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** What a good proof says. */
  public static Document claims(String method, String address, Instant now, String jti) {
    return Document.of("htm", method, "htu", address, "iat", now.getEpochSecond(), "jti", jti);
  }

  /** A proof that says this. */
  public String proof(Document claims) {
    return proof(Document.of("typ", "dpop+jwt", "alg", "ES256", "jwk", jwk().asMap()), claims);
  }

  /** A proof that says this under another header. */
  public String proof(Document header, Document claims) {
    String input = base64(Json.write(header)) + "." + base64(Json.write(claims));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(pair.getPrivate());
      signature.update(input.getBytes(StandardCharsets.US_ASCII));
      return input + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The public key (RFC 7518 section 6.2). */
  public Document jwk() {
    ECPublicKey key = (ECPublicKey) pair.getPublic();
    return Document.of(
        "crv",
        "P-256",
        "kty",
        "EC",
        "x",
        coordinate(key.getW().getAffineX()),
        "y",
        coordinate(key.getW().getAffineY()));
  }

  /** Its thumbprint (RFC 7638). */
  public String thumbprint() {
    return hash(Json.text(jwk()));
  }

  /** The SHA-256 of a text, as {@code ath} has it. */
  public static String hash(String text) {
    try {
      return base64(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String coordinate(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] padded = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, padded, 32 - length, length);
    return base64(padded);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
