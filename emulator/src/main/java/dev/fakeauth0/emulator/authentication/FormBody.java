package dev.fakeauth0.emulator.authentication;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code application/x-www-form-urlencoded} (RFC 6749 appendix B; WHATWG URL section 5.1),
 * but strictly: what a browser would let pass as garbage is {@link Malformed} here.
 */
final class FormBody {

  /** A form that cannot be read. The message says where; it quotes nothing. */
  static final class Malformed extends Exception {

    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  private FormBody() {}

  /**
   * The fields in order, repeated ones kept; a field without an equals sign has an empty value.
   *
   * @throws Malformed if an escape is broken or the text is not of the charset
   */
  static List<Map.Entry<String, String>> read(byte[] body, Charset charset) throws Malformed {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    int from = 0;
    while (from <= body.length) {
      int end = indexOf(body, '&', from, body.length);
      if (end > from) {
        int equals = indexOf(body, '=', from, end);
        String name = decode(body, from, equals, charset);
        String value = equals == end ? "" : decode(body, equals + 1, end, charset);
        if (!name.isEmpty()) {
          fields.add(Map.entry(name, value));
        }
      }
      from = end + 1;
    }
    return fields;
  }

  /**
   * Decodes one name or value.
   *
   * @throws Malformed if an escape is broken or the text is not UTF-8
   */
  static String decode(String encoded) throws Malformed {
    byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
    return decode(bytes, 0, bytes.length, StandardCharsets.UTF_8);
  }

  private static String decode(byte[] body, int from, int to, Charset charset) throws Malformed {
    ByteArrayOutputStream plain = new ByteArrayOutputStream(to - from);
    for (int i = from; i < to; i++) {
      byte character = body[i];
      if (character == '+') {
        plain.write(' ');
      } else if (character == '%') {
        int high = i + 2 < to ? Character.digit(body[i + 1], 16) : -1;
        int low = i + 2 < to ? Character.digit(body[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          throw new Malformed("a percent sign without two hexadecimal digits at byte " + i);
        }
        plain.write(high << 4 | low);
        i += 2;
      } else {
        plain.write(character);
      }
    }
    return text(plain.toByteArray(), charset);
  }

  private static String text(byte[] bytes, Charset charset) throws Malformed {
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw new Malformed("a text that is not " + charset.name());
    }
  }

  private static int indexOf(byte[] bytes, char wanted, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return to;
  }
}
