package dev.fakeauth0.emulator.authentication.grant;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Time-based one-time passwords as authenticator apps make them (RFC 6238 with SHA-1, 30 seconds, 6
 * digits).
 */
public final class Totp {

  private static final int STEP_SECONDS = 30;
  private static final int DIGITS = 6;

  private Totp() {}

  /**
   * The code of a secret at a time.
   *
   * @param secret the secret in base 32
   */
  public static String at(String secret, Instant time) {
    return code(secret, time.getEpochSecond() / STEP_SECONDS);
  }

  /**
   * The time step that a code is of: this one, the one before or the next, since clocks differ (RFC
   * 6238 section 5.2). None if the code is wrong.
   */
  static OptionalLong step(String secret, String code, Instant now) {
    long current = now.getEpochSecond() / STEP_SECONDS;
    for (long step = current - 1; step <= current + 1; step++) {
      if (code(secret, step).equals(code.strip())) {
        return OptionalLong.of(step);
      }
    }
    return OptionalLong.empty();
  }

  private static String code(String secret, long step) {
    byte[] key = Base32.decode(secret);
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      // RFC 4226 section 5.3: the low bits of the last byte say where the number stands.
      int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 15) & Integer.MAX_VALUE;
      return String.format(Locale.ROOT, "%0" + DIGITS + "d", number % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has HmacSHA1", e);
    }
  }
}
