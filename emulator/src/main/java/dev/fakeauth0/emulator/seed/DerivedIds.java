package dev.fakeauth0.emulator.seed;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Ids and secrets for what a seed names without them, as exports of the Deploy CLI do. They follow
 * from the kind and the name alone, so they are the same in every tenant, run and machine.
 */
final class DerivedIds {

  private static final String HEX = "0123456789abcdef";
  private static final String ALPHANUMERIC =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private DerivedIds() {}

  /** A client id: 32 letters and digits. */
  static String clientId(String name) {
    return text("client", name, ALPHANUMERIC, 32);
  }

  /** A client secret: 64 letters and digits. */
  static String clientSecret(String clientId) {
    return text("client-secret", clientId, ALPHANUMERIC, 64);
  }

  /** The id of an API: 24 hexadecimal digits. */
  static String apiId(String identifier) {
    return text("resource-server", identifier, HEX, 24);
  }

  /** The part of a user_id that follows the bar: 24 hexadecimal digits. */
  static String userId(String connection, String name) {
    return text("user", connection + '\n' + name, HEX, 24);
  }

  /** The secret an API's HS256 tokens are signed with: 32 letters and digits, 256 bits. */
  static String signingSecret(String identifier) {
    return text("signing-secret", identifier, ALPHANUMERIC, 32);
  }

  /** An id with a prefix, such as {@code org_}, and 16 letters and digits. */
  static String prefixed(String prefix, String name) {
    return prefix + text(prefix, name, ALPHANUMERIC, 16);
  }

  /** An id with a prefix and so many letters and digits. */
  static String prefixed(String prefix, String name, int length) {
    return prefix + text(prefix, name, ALPHANUMERIC, length);
  }

  /** So many letters and digits. */
  static String alphanumeric(String kind, String name, int length) {
    return text(kind, name, ALPHANUMERIC, length);
  }

  /** So many hexadecimal digits. */
  static String hex(String kind, String name, int length) {
    return text(kind, name, HEX, length);
  }

  /** So many decimal digits. */
  static String digits(String kind, String name, int length) {
    return text(kind, name, "0123456789", length);
  }

  /** A UUID's form. */
  static String uuid(String kind, String name) {
    String hex = text(kind, name, HEX, 30);
    return hex.substring(0, 8)
        + '-'
        + hex.substring(8, 12)
        + "-4"
        + hex.substring(12, 15)
        + "-8"
        + hex.substring(15, 18)
        + '-'
        + hex.substring(18, 30);
  }

  private static String text(String kind, String name, String alphabet, int length) {
    MessageDigest sha256 = sha256();
    StringBuilder text = new StringBuilder(length);
    for (int block = 0; text.length() < length; block++) {
      byte[] hash =
          sha256.digest((kind + '\n' + block + '\n' + name).getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < hash.length && text.length() < length; i++) {
        text.append(alphabet.charAt((hash[i] & 0xff) % alphabet.length()));
      }
    }
    return text.toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has SHA-256", e);
    }
  }
}
