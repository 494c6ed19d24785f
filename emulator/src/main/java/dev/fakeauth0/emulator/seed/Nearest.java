package dev.fakeauth0.emulator.seed;

import java.util.Collection;
import java.util.Locale;

/** Finds the name that was probably meant. */
final class Nearest {

  private Nearest() {}

  /** Says which of the names is meant, if one is near enough; else nothing. */
  static String hint(String written, Collection<String> names) {
    String best = "";
    int least = Math.max(2, written.length() / 3) + 1;
    for (String name : names) {
      int distance = distance(plain(written), plain(name));
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    return best.isEmpty() ? "" : "; nearest: " + best;
  }

  /** Without case and separators, which are what is mistaken most. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  /** How many letters are to be added, removed or changed. */
  private static int distance(String from, String to) {
    if (Math.abs(from.length() - to.length()) > 16) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int above = row[j];
        int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[to.length()];
  }
}
