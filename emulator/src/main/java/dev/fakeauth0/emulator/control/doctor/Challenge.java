package dev.fakeauth0.emulator.control.doctor;

import java.util.Optional;

/**
 * What a {@code WWW-Authenticate} says of a bearer token (RFC 6750 section 3).
 *
 * @param text the header as it came; empty if there is none
 */
record Challenge(String text) {

  static Challenge of(Web.Answered answer) {
    return new Challenge(answer.header("WWW-Authenticate").orElse(""));
  }

  boolean bearer() {
    return text.regionMatches(true, 0, "Bearer", 0, "Bearer".length());
  }

  /** The value of a parameter, without its quotes. */
  Optional<String> parameter(String name) {
    int at = 0;
    while (true) {
      at = text.indexOf(name + "=", at);
      if (at < 0) {
        return Optional.empty();
      }
      boolean whole = at == 0 || " ,".indexOf(text.charAt(at - 1)) >= 0;
      at += name.length() + 1;
      if (whole) {
        return Optional.of(value(at));
      }
    }
  }

  private String value(int from) {
    StringBuilder value = new StringBuilder();
    boolean quoted = from < text.length() && text.charAt(from) == '"';
    for (int i = quoted ? from + 1 : from; i < text.length(); i++) {
      char character = text.charAt(i);
      if (quoted && character == '\\' && i + 1 < text.length()) {
        i++;
        value.append(text.charAt(i));
      } else if (quoted ? character == '"' : character == ',' || character == ' ') {
        break;
      } else {
        value.append(character);
      }
    }
    return value.toString();
  }
}
