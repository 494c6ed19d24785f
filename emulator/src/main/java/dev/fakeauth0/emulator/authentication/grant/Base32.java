package dev.fakeauth0.emulator.authentication.grant;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/** Base 32 without padding (RFC 4648 section 6), in which authenticator apps take secrets. */
final class Base32 {

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Base32() {}

  static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int buffer = 0;
    int bits = 0;
    for (byte each : bytes) {
      buffer = (buffer << 8) | (each & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(ALPHABET.charAt(buffer >> bits & 31));
      }
      buffer &= (1 << bits) - 1;
    }
    return bits == 0
        ? text.toString()
        : text.append(ALPHABET.charAt((buffer << (5 - bits)) & 31)).toString();
  }

  /** The bytes of a text; blanks, padding and what is no digit are passed over. */
  static byte[] decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int buffer = 0;
    int bits = 0;
    for (char each : text.toUpperCase(Locale.ROOT).toCharArray()) {
      int digit = ALPHABET.indexOf(each);
      if (digit < 0) {
        continue;
      }
      buffer = buffer << 5 | digit;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write(buffer >> bits);
        buffer &= (1 << bits) - 1;
      }
    }
    return bytes.toByteArray();
  }
}
