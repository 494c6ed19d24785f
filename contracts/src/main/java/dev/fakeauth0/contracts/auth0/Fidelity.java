package dev.fakeauth0.contracts.auth0;

import dev.fakeauth0.contracts.auth0.Verdict.Outcome;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How faithful a target is to Auth0: what became of each contract.
 *
 * @param issuer what was examined
 * @param at when
 * @param verdicts one for each contract that was run
 * @param leftBehind what was made there and could not be removed, with the reasons
 */
public record Fidelity(URI issuer, Instant at, List<Verdict> verdicts, List<String> leftBehind) {

  /** Copies. */
  public Fidelity {
    verdicts = List.copyOf(verdicts);
    leftBehind = List.copyOf(leftBehind);
  }

  /** The contracts that do not hold, known divergences left out. */
  public List<Verdict> broken() {
    return only(Outcome.BROKEN);
  }

  /** The contracts that were skipped, each with its reason. */
  public List<Verdict> skipped() {
    return only(Outcome.SKIPPED);
  }

  /** Those with an outcome. */
  public List<Verdict> only(Outcome outcome) {
    return verdicts.stream().filter(verdict -> verdict.outcome() == outcome).toList();
  }

  /** As {@code docs/fidelity.md} shows it: a table for each area. */
  public String markdown() {
    return FidelityPage.of(this);
  }

  /** As build servers read it: JUnit's XML, a suite for each area. */
  public String junitXml() {
    return JUnitXml.of(this);
  }

  /** The numbers, in a line. */
  public String headline() {
    return issuer
        + ": "
        + only(Outcome.HOLDS).size()
        + " of "
        + verdicts.size()
        + " contracts hold, "
        + broken().size()
        + " broken, "
        + only(Outcome.DIVERGES).size()
        + " known to differ, "
        + skipped().size()
        + " skipped";
  }

  /** The numbers, what does not hold, and what was left behind. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add(headline());
    broken().forEach(verdict -> lines.add(verdict.toString()));
    leftBehind.forEach(left -> lines.add("could not be removed: " + left));
    return String.join("\n", lines);
  }
}
