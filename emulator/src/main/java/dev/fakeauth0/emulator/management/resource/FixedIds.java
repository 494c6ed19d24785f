package dev.fakeauth0.emulator.management.resource;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;

/**
 * Ids of what a tenant has from the start without anybody making it: they follow from a text, so
 * that they are the same in every answer though nothing is stored.
 */
final class FixedIds {

  private FixedIds() {}

  /** 40 letters and digits. */
  static String letters(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      String base64 = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
      return base64.replace('-', 'x').replace('_', 'y').substring(0, 40);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** A UUID. */
  static String uuid(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
