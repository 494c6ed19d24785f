package dev.fakeauth0.contracts;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;

/** JSON objects, read. */
final class JsonText {

  private JsonText() {}

  /** The members of an object; empty if the text is none. Whole numbers are {@code Long}. */
  static Optional<Map<String, Object>> object(String text) {
    try {
      return Optional.ofNullable(JSONObjectUtils.parse(text));
    } catch (ParseException e) {
      return Optional.empty(); // Whoever asserts says what was there instead.
    }
  }
}
