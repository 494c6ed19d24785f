package dev.fakeauth0.emulator.seed;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a seed, gathered so that one run names it all. */
final class Mistakes {

  /** More would not be read. */
  private static final int MAX = 50;

  private final List<String> lines = new ArrayList<>();

  /**
   * Notes a mistake.
   *
   * @param place where: file, line and key
   * @param problem what is wrong, and what is allowed
   */
  void add(String place, String problem) {
    if (lines.size() < MAX) {
      // A name in the document may hold line breaks; a mistake is one line all the same.
      lines.add((place + ": " + problem).replace("\r", "\\r").replace("\n", "\\n"));
    }
  }

  /** What was noted, a line each. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  /**
   * Goes on only if nothing was wrong.
   *
   * @throws InvalidSeed if something was
   */
  void refuse() {
    if (!lines.isEmpty()) {
      throw new InvalidSeed(lines);
    }
  }
}
