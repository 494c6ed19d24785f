package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.tenant.IdSource;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The text of the pages' {@code state}: base64url of a MessagePack map {@code h, n, tid, cid}, as
 * live ones are, so that tools which look at it find what they expect. Nobody here reads it: it is
 * drawn, and known by its whole text.
 */
final class PageState {

  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private static final int STR_8 = 0xd9;

  private PageState() {}

  /**
   * A new text.
   *
   * @param page {@code universal-login}, {@code consent}, {@code logout}, ...
   */
  static String draw(IdSource ids, String page, String clientId) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(160);
    packed.write(0x84);
    member(packed, "h", ids.text(IdSource.Kind.TOKEN, LETTERS, 32));
    member(packed, "n", page);
    member(packed, "tid", ids.text(IdSource.Kind.TOKEN, LETTERS, 32));
    member(packed, "cid", clientId);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(packed.toByteArray());
  }

  private static void member(ByteArrayOutputStream packed, String name, String value) {
    packed.write(0xa0 | name.length());
    packed.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < 32) {
      packed.write(0xa0 | bytes.length);
    } else {
      packed.write(STR_8);
      packed.write(bytes.length & 0xff);
    }
    packed.write(bytes, 0, Math.min(bytes.length, 255));
  }
}
