package dev.fakeauth0.emulator.json;

/** A text that is not YAML or JSON, or more of it than is read. */
public final class MalformedText extends Exception {

  private static final long serialVersionUID = 1L;

  private final int line;

  MalformedText(int line, String problem) {
    super(problem);
    this.line = line;
  }

  /** The line, from 1; 0 if it is not known. */
  public int line() {
    return line;
  }
}
