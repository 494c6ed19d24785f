package dev.fakeauth0.emulator.outgoing;

import java.util.Optional;

/**
 * What came of fetching a document.
 *
 * @param text the document; none if it could not be had
 * @param problem why not
 */
public record Fetched(Optional<String> text, Optional<String> problem) {

  static Fetched of(String text) {
    return new Fetched(Optional.of(text), Optional.empty());
  }

  static Fetched not(String why) {
    return new Fetched(Optional.empty(), Optional.of(why));
  }

  /** The size, not what may be in it. */
  @Override
  public String toString() {
    return "Fetched[" + text.map(found -> found.length() + " characters").orElse("nothing") + "]";
  }
}
