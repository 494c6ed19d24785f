package dev.fakeauth0.contracts.auth0;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An authenticator app: one-time passwords by time (RFC 6238 with SHA-1, 30 seconds and 6 digits).
 *
 * @param secret the secret in base 32 (RFC 4648 section 6), without padding
 */
record AuthenticatorApp(String secret) {

  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int STEP_SECONDS = 30;
  private static final int MODULUS = 1_000_000;

  /** The code that it shows at a time. */
  String code(Instant at) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key(), "HmacSHA1"));
      byte[] hash =
          mac.doFinal(
              ByteBuffer.allocate(Long.BYTES).putLong(at.getEpochSecond() / STEP_SECONDS).array());
      // RFC 4226 section 5.3: the low bits of the last byte say where the number stands.
      int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 15) & Integer.MAX_VALUE;
      return String.format(Locale.ROOT, "%06d", number % MODULUS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA1", e);
    }
  }

  /** A code that it does not show at a time, nor shortly before or after. */
  String wrongCode(Instant at) {
    for (int number = 0; ; number++) {
      String code = String.format(Locale.ROOT, "%06d", number);
      boolean shown = false;
      for (int step = -2; step <= 2; step++) {
        shown |= code.equals(code(at.plusSeconds((long) step * STEP_SECONDS)));
      }
      if (!shown) {
        return code;
      }
    }
  }

  private byte[] key() {
    ByteBuffer key = ByteBuffer.allocate(secret.length() * 5 / 8);
    int bits = 0;
    int held = 0;
    for (int i = 0; i < secret.length() && key.hasRemaining(); i++) {
      bits = (bits << 5 | LETTERS.indexOf(secret.charAt(i))) & 0xFFF;
      held += 5;
      if (held >= 8) {
        held -= 8;
        key.put((byte) (bits >> held));
      }
    }
    return key.array();
  }
}
