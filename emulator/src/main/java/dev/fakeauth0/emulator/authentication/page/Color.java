package dev.fakeauth0.emulator.authentication.page;

import java.util.Optional;

/**
 * A colour of the branding.
 *
 * @param red 0 to 255
 * @param green 0 to 255
 * @param blue 0 to 255
 */
record Color(int red, int green, int blue) {

  /** Reads {@code #rgb} or {@code #rrggbb}; anything else is no colour, and no CSS either. */
  static Optional<Color> of(String text) {
    boolean shortForm = text.length() == 4;
    if (!(shortForm || text.length() == 7) || text.charAt(0) != '#') {
      return Optional.empty();
    }
    int[] digits = new int[6];
    for (int i = 0; i < 6; i++) {
      digits[i] = Character.digit(text.charAt(shortForm ? 1 + i / 2 : 1 + i), 16);
      if (digits[i] < 0 || text.charAt(shortForm ? 1 + i / 2 : 1 + i) > 'f') {
        return Optional.empty();
      }
    }
    return Optional.of(
        new Color(
            digits[0] * 16 + digits[1], digits[2] * 16 + digits[3], digits[4] * 16 + digits[5]));
  }

  String css() {
    return "#" + hex(red) + hex(green) + hex(blue);
  }

  /** Black or white, whichever is easier to read on it (WCAG 2.2, "contrast ratio"). */
  String readable() {
    double luminance = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? "#ffffff" : "#000000";
  }

  private static double linear(int channel) {
    double share = channel / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  private static String hex(int channel) {
    return (channel < 16 ? "0" : "") + Integer.toHexString(channel);
  }
}
