package dev.fakeauth0.emulator.seed;

import java.util.List;

/**
 * A seed that cannot be used. The message has a line for each mistake: {@code file:line: key: what
 * is wrong; allowed: what would do}.
 */
public final class InvalidSeed extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> mistakes;

  InvalidSeed(List<String> mistakes) {
    super(String.join("\n", mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  InvalidSeed(String mistake) {
    this(List.of(mistake));
  }

  /** The mistakes, a line each, in the order of the document. */
  public List<String> mistakes() {
    return mistakes;
  }
}
