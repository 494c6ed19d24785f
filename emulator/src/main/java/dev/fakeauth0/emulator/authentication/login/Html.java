package dev.fakeauth0.emulator.authentication.login;

/** Texts in HTML. */
final class Html {

  private Html() {}

  /** A text as it stands between tags or in a quoted attribute. */
  static String text(String text) {
    StringBuilder html = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      switch (character) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(character);
      }
    }
    return html.toString();
  }
}
