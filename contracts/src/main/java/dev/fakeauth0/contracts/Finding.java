package dev.fakeauth0.contracts;

import java.util.List;
import java.util.Optional;

/**
 * What became of one case of a contract.
 *
 * @param about the case
 * @param observations what was seen that should not be; empty if the case holds
 * @param notExamined why it was not examined, if so
 */
public record Finding(
    ContractCase about, List<Observation> observations, Optional<String> notExamined) {

  /**
   * One thing that should not be.
   *
   * @param weight how much it matters
   * @param text what was seen
   */
  public record Observation(Weight weight, String text) {}

  /** Copies its observations. */
  public Finding {
    observations = List.copyOf(observations);
  }

  /** Whether the case was examined. */
  public boolean examined() {
    return notExamined.isEmpty();
  }

  /** Whether the case was examined and holds, but for matters of taste. */
  public boolean holds() {
    return examined() && worst() == Weight.TASTE;
  }

  /** Whether the case was examined and does not hold. */
  public boolean broken() {
    return examined() && worst() != Weight.TASTE;
  }

  /** The weight of the worst observation; {@link Weight#TASTE} where there is none. */
  public Weight worst() {
    Weight worst = Weight.TASTE;
    for (Observation seen : observations) {
      worst = seen.weight().compareTo(worst) > 0 ? seen.weight() : worst;
    }
    return worst;
  }

  /** The case and what was seen, in lines. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(about.name()).append(": ").append(about.title());
    notExamined.ifPresent(why -> text.append("\n    not examined: ").append(why));
    for (Observation seen : observations) {
      text.append("\n    ").append(label(seen.weight())).append(": ").append(seen.text());
    }
    if (broken()) {
      text.append("\n    It means: ").append(about.meaning());
    }
    return text.toString();
  }

  private static String label(Weight weight) {
    return switch (weight) {
      case HOLE -> "hole";
      case FLAW -> "flaw";
      case TASTE -> "taste";
    };
  }
}
