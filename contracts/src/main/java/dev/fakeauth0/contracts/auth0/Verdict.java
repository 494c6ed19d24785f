package dev.fakeauth0.contracts.auth0;

import java.time.Duration;

/**
 * What became of one contract on a target.
 *
 * @param clause the contract
 * @param outcome whether it holds
 * @param told what was seen instead, or why it was skipped; empty where it holds; without secrets
 * @param took how long it took
 */
public record Verdict(Clause clause, Outcome outcome, String told, Duration took) {

  /** Whether a contract holds. */
  public enum Outcome {
    /** It does. */
    HOLDS,
    /** It does not. */
    BROKEN,
    /** It does not, and that is known of the emulator. */
    DIVERGES,
    /** The target cannot be asked, or must not be. */
    SKIPPED
  }

  /** One line about it. */
  @Override
  public String toString() {
    String mark =
        switch (outcome) {
          case HOLDS -> "ok    ";
          case BROKEN -> "BROKEN";
          case DIVERGES -> "known ";
          case SKIPPED -> "skip  ";
        };
    String line = mark + " " + clause.area() + ": " + clause.sentence();
    return told.isEmpty() ? line : line + "\n         " + told.strip().replace("\n", "\n         ");
  }
}
