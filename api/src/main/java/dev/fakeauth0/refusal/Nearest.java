package dev.fakeauth0.refusal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Finds what somebody probably meant, for diagnoses and complaints. */
public final class Nearest {

  private static final int MOST = 3;
  private static final int LONGEST = 256;

  private Nearest() {}

  /** At most three of the known texts that are close to one that is not among them, best first. */
  public static List<String> to(String text, Collection<String> known) {
    if (text.length() > LONGEST) {
      return List.of();
    }
    String bare = bare(text);
    int allowed = Math.max(1, Math.min(4, bare.length() / 4));
    Map<Integer, List<String>> byDistance = new TreeMap<>();
    for (String candidate : known) {
      String other = bare(candidate);
      if (Math.abs(other.length() - bare.length()) <= allowed) {
        int distance = distance(bare, other);
        if (distance <= allowed) {
          byDistance.computeIfAbsent(distance, any -> new ArrayList<>()).add(candidate);
        }
      }
    }
    return byDistance.values().stream().flatMap(List::stream).limit(MOST).toList();
  }

  /** The text that was probably meant, as the end of a sentence; empty if none is close. */
  public static String hint(String text, Collection<String> known) {
    List<String> near = to(text, known);
    return near.isEmpty() ? "" : "; nearest: " + near.get(0);
  }

  /** What is left when case, blanks, scheme and final slashes do not matter. */
  static String bare(String text) {
    String bare = text.strip().toLowerCase(Locale.ROOT);
    if (bare.startsWith("https://")) {
      bare = bare.substring("https://".length());
    } else if (bare.startsWith("http://")) {
      bare = bare.substring("http://".length());
    }
    while (bare.endsWith("/")) {
      bare = bare.substring(0, bare.length() - 1);
    }
    return bare;
  }

  /**
   * Insertions, deletions, substitutions and swaps of two neighbours between two texts (optimal
   * string alignment).
   */
  static int distance(String one, String other) {
    int[] beforeLast = new int[other.length() + 1];
    int[] last = new int[other.length() + 1];
    int[] row = new int[other.length() + 1];
    for (int column = 0; column <= other.length(); column++) {
      row[column] = column;
    }
    for (int line = 1; line <= one.length(); line++) {
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
      row[0] = line;
      for (int column = 1; column <= other.length(); column++) {
        boolean same = one.charAt(line - 1) == other.charAt(column - 1);
        int changed = same ? last[column - 1] : last[column - 1] + 1;
        row[column] = Math.min(changed, Math.min(last[column], row[column - 1]) + 1);
        if (line > 1
            && column > 1
            && one.charAt(line - 1) == other.charAt(column - 2)
            && one.charAt(line - 2) == other.charAt(column - 1)) {
          row[column] = Math.min(row[column], beforeLast[column - 2] + 1);
        }
      }
    }
    return row[other.length()];
  }
}
