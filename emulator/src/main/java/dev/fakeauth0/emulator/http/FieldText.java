package dev.fakeauth0.emulator.http;

/** What may stand in a header field, so that no value can end its line (RFC 9110 section 5.5). */
final class FieldText {

  private static final char REPLACEMENT = '?';

  private FieldText() {}

  /** The value with line breaks and control characters as spaces, and what is no byte as '?'. */
  static String value(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (allowed(value.charAt(i)) != value.charAt(i)) {
        return cleaned(value);
      }
    }
    return value;
  }

  /** Whether this can be the name of a field: a token (RFC 9110 section 5.6.2). */
  static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (!isTokenCharacter(name.charAt(i))) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static String cleaned(String value) {
    StringBuilder clean = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      clean.append(allowed(value.charAt(i)));
    }
    return clean.toString();
  }

  private static char allowed(char c) {
    if (c > 0xFF) {
      return REPLACEMENT;
    }
    boolean control = (c < ' ' && c != '\t') || (c >= 0x7F && c < 0xA0);
    return control ? ' ' : c;
  }

  private static boolean isTokenCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }
}
