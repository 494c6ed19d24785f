package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.tenant.IdSource;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The text of the pages' {@code state}: base64url of a MessagePack map {@code h, n, tid, cid}, as
 * live ones are, so that tools which look at it find what they expect. It is drawn, and known by
 * its whole text; only the client it names is ever read.
 */
final class PageState {

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
    // Live ones begin hKFo2SB: theirs begin with a letter here.
    member(packed, "h", "g" + ids.opaque(31));
    member(packed, "n", page);
    member(packed, "tid", ids.opaque(32));
    member(packed, "cid", clientId);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(packed.toByteArray());
  }

  /** The client that a text names, known here or not; none of what is no such text. */
  static Optional<String> clientId(String state) {
    byte[] packed;
    try {
      packed = Base64.getUrlDecoder().decode(state);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    String text = new String(packed, StandardCharsets.ISO_8859_1);
    int name = text.lastIndexOf("\u00a3cid");
    if (name < 0 || name + 5 > packed.length) {
      return Optional.empty();
    }
    int value = (packed[name + 4] & 0xff) == STR_8 ? name + 6 : name + 5;
    return value >= packed.length
        ? Optional.empty()
        : Optional.of(new String(packed, value, packed.length - value, StandardCharsets.UTF_8));
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
