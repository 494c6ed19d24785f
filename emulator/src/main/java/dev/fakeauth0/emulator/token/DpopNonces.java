package dev.fakeauth0.emulator.token;

import dev.fakeauth0.emulator.tenant.SealingKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The nonces that proofs of public clients repeat (RFC 9449 section 8). A nonce follows from the
 * tenant's secret and the time, so nothing is kept: all clients get the same one, which becomes
 * another every five minutes and is taken for as long again.
 */
public final class DpopNonces {

  private static final Duration WINDOW = Duration.ofMinutes(5);

  private DpopNonces() {}

  /** The nonce to use now. */
  public static String at(Instant now, SealingKey key) {
    long window = now.getEpochSecond() / WINDOW.toSeconds();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.key().getEncoded(), "HmacSHA256"));
      byte[] nonce = mac.doFinal(("DPoP nonce " + window).getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC with SHA-256", e);
    }
  }

  /** Whether a nonce is the one to use now, or was shortly before. */
  public static boolean recent(String nonce, Instant now, SealingKey key) {
    return same(nonce, at(now, key)) || same(nonce, at(now.minus(WINDOW), key));
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
