package dev.fakeauth0.failure;

/** A failure rule that cannot be. The message says where, and names the nearest that can. */
public final class InvalidFailureRule extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * A rule that cannot be.
   *
   * @param rule its text
   * @param problem what is wrong with it, and what would do
   */
  public InvalidFailureRule(String rule, String problem) {
    super("failure rule \"" + rule + "\": " + problem);
  }
}
