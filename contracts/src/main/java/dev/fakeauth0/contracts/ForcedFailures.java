package dev.fakeauth0.contracts;

import dev.fakeauth0.failure.FailureRule;
import dev.fakeauth0.failure.Failures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Failure rules that hold while something is done; then those of before are back. */
final class ForcedFailures {

  /** What is done meanwhile. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  private final Failures failures;

  ForcedFailures(Failures failures) {
    this.failures = failures;
  }

  /** Does something under a rule. */
  void during(String rule, Work work) throws Exception {
    List<FailureRule> before = new ArrayList<>();
    failures.standings().forEach(standing -> before.add(standing.rule()));
    // Standings come newest first; what is put in their place is given oldest first.
    Collections.reverse(before);
    failures.add(rule);
    try {
      work.run();
    } finally {
      failures.replace(before.toArray(FailureRule[]::new));
    }
  }
}
