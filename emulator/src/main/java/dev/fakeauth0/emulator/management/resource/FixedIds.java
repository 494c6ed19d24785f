package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.tenant.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Ids of what a tenant has from the start without anybody making it: they follow from a text, so
 * that they are the same in every answer though nothing is stored.
 */
final class FixedIds {

  private FixedIds() {}

  /** 40 letters and digits. */
  static String letters(String text) {
    return Sha256.base64Url(text).replace('-', 'x').replace('_', 'y').substring(0, 40);
  }

  /** A UUID. */
  static String uuid(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
