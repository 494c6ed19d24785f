package dev.fakeauth0.emulator.authentication.page;

import java.util.Locale;

/** The letter that stands for a name where there is no picture. */
final class Initial {

  private Initial() {}

  static String of(String name) {
    String stripped = name.strip();
    return stripped.isEmpty()
        ? "?"
        : new String(Character.toChars(stripped.codePointAt(0))).toUpperCase(Locale.ROOT);
  }
}
