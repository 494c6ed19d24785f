package dev.fakeauth0.emulator.management.resource;

import java.util.Locale;

/**
 * Words joined by hyphens, in lower case. A word ends where a letter meets a digit or small letters
 * a capital, as recorded of hooks: {@code test-hook520} becomes {@code test-hook-520}.
 */
final class KebabCase {

  private KebabCase() {}

  static String of(String text) {
    StringBuilder kebab = new StringBuilder(text.length() + 4);
    char last = '-';
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (!Character.isLetterOrDigit(next)) {
        last = '-';
        continue;
      }
      boolean word =
          last == '-'
              || Character.isDigit(last) != Character.isDigit(next)
              || (Character.isLowerCase(last) && Character.isUpperCase(next));
      if (word && kebab.length() > 0) {
        kebab.append('-');
      }
      kebab.append(next);
      last = next;
    }
    return kebab.toString().toLowerCase(Locale.ROOT);
  }
}
