package dev.fakeauth0.acceptance.browser;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An authenticator app on a phone: RFC 6238 with SHA-1, six digits, thirty seconds. */
final class AuthenticatorApp {

  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final byte[] key;

  /** The app after its owner typed in the key that a page shows. */
  AuthenticatorApp(String shown) {
    ByteBuffer bytes = ByteBuffer.allocate(shown.length() * 5 / 8);
    int bits = 0;
    int held = 0;
    for (int i = 0; i < shown.length(); i++) {
      bits = bits << 5 | BASE32.indexOf(shown.charAt(i));
      held += 5;
      if (held >= 8) {
        held -= 8;
        bytes.put((byte) (bits >> held));
        bits &= (1 << held) - 1;
      }
    }
    key = bytes.array();
  }

  /** What it shows at a time. */
  String code(Instant at) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(key, "HmacSHA1"));
    byte[] hash =
        mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(at.getEpochSecond() / 30).array());
    int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & Integer.MAX_VALUE;
    return String.format(Locale.ROOT, "%06d", number % 1_000_000);
  }
}
