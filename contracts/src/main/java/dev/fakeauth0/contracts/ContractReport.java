package dev.fakeauth0.contracts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a contract found, case by case. Its text, {@link #toString}, is made to be read.
 *
 * @param contract which contract
 * @param findings what became of each case, in the order of the contract
 */
public record ContractReport(String contract, List<Finding> findings) {

  // A hole outweighs some flaws: an API with one hole and nothing else is not nearly perfect.
  private static final int HOLE_POINTS = 3;
  private static final int MOST_NAMES = 5;

  /** Copies its findings. */
  public ContractReport {
    findings = List.copyOf(findings);
  }

  /** The cases that do not hold, matters of taste left out. */
  public List<Finding> broken() {
    return only(Finding::broken);
  }

  /** The cases through which an attacker gets in, or a secret out. */
  public List<Finding> holes() {
    return only(finding -> finding.broken() && finding.worst() == Weight.HOLE);
  }

  /** The cases that hold but for matters of taste that were seen. */
  public List<Finding> tastes() {
    return only(finding -> finding.holds() && !finding.observations().isEmpty());
  }

  /** The cases that were not examined, each with its reason. */
  public List<Finding> notExamined() {
    return only(finding -> !finding.examined());
  }

  /** The finding about a case; it is there for each case of the contract. */
  public Finding about(ContractCase wanted) {
    return findings.stream()
        .filter(finding -> finding.about() == wanted)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(contract + " has no case " + wanted.name()));
  }

  /**
   * How good it is: from 0 to 100 percent, 100 only if every examined case holds. A case that may
   * be a hole counts three times one that is a flaw; a hole that answers awkwardly without letting
   * anybody in loses a third.
   */
  public int score() {
    int points = 0;
    int all = 0;
    for (Finding finding : findings) {
      if (finding.examined() && finding.about().weight() != Weight.TASTE) {
        int worth = finding.about().weight() == Weight.HOLE ? HOLE_POINTS : 1;
        int lost = finding.worst() == Weight.HOLE ? worth : Math.min(1, worth);
        all += worth;
        points += finding.broken() ? worth - lost : worth;
      }
    }
    return all == 0 ? 0 : points * 100 / all;
  }

  /** Score, what does not hold and what that means, matters of taste, and what is not known. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(contract);
    long examined = findings.stream().filter(Finding::examined).count();
    long holding = findings.stream().filter(Finding::holds).count();
    text.append(": score ").append(score()).append(" of 100, ");
    text.append(holding).append(" of ").append(Told.counted((int) examined, "case"));
    text.append(holding == 1 ? " holds, " : " hold, ");
    text.append(Told.counted(holes().size(), "hole")).append(", ");
    text.append(Told.counted(broken().size() - holes().size(), "flaw")).append('\n');
    told(text, "Does not hold", broken());
    told(text, "Matters of taste", tastes());
    if (!notExamined().isEmpty()) {
      text.append("Not examined\n");
      reasons()
          .forEach(
              (why, names) ->
                  text.append("  ")
                      .append(names.size() > MOST_NAMES ? names.size() + " cases" : shown(names))
                      .append("\n    ")
                      .append(why)
                      .append('\n'));
    }
    return text.toString();
  }

  /** The names of cases that were not examined, by reason. */
  private Map<String, List<String>> reasons() {
    Map<String, List<String>> reasons = new LinkedHashMap<>();
    for (Finding finding : notExamined()) {
      reasons
          .computeIfAbsent(finding.notExamined().orElse(""), why -> new ArrayList<>())
          .add(finding.about().name());
    }
    return reasons;
  }

  private static String shown(List<String> names) {
    return String.join(", ", names);
  }

  private static void told(StringBuilder text, String heading, List<Finding> findings) {
    if (!findings.isEmpty()) {
      text.append(heading).append('\n');
      findings.forEach(finding -> text.append("  ").append(finding).append('\n'));
    }
  }

  private List<Finding> only(Predicate<Finding> wanted) {
    return findings.stream().filter(wanted).toList();
  }
}
