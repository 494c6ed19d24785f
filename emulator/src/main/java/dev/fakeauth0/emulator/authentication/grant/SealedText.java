package dev.fakeauth0.emulator.authentication.grant;

import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.IdSource.Kind;
import java.time.Instant;

/**
 * What an {@code mfa_token} or {@code oob_code} looks like: a text that the library "iron" sealed,
 * eight parts separated by asterisks (recorded). Here it holds nothing: what it stands for is kept
 * in the state.
 */
final class SealedText {

  /** How every one begins. */
  static final String BEGINNING = "Fe26.2*";

  private static final String HEX = "0123456789abcdef";
  private static final String URL_SAFE =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private SealedText() {}

  static String make(IdSource ids, Instant now, Instant expiry) {
    return BEGINNING
        + "SERVER_"
        + now.getEpochSecond()
        + '*'
        + ids.text(Kind.TOKEN, HEX, 64)
        + '*'
        + ids.text(Kind.TOKEN, URL_SAFE, 22)
        + '*'
        + ids.text(Kind.TOKEN, URL_SAFE, 214)
        + '*'
        + expiry.toEpochMilli()
        + '*'
        + ids.text(Kind.TOKEN, HEX, 64)
        + '*'
        + ids.text(Kind.TOKEN, URL_SAFE, 43);
  }
}
