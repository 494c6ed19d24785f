package dev.fakeauth0.contracts;

import dev.fakeauth0.failure.FailureRule;
import dev.fakeauth0.failure.Failures;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** Assertions about failure rules: which of them acted on a call, and how often. */
public final class FailuresAssert extends AbstractAssert<FailuresAssert, Failures> {

  FailuresAssert(Failures failures) {
    super(failures, FailuresAssert.class);
  }

  /** Each rule acted on at least one call. */
  public FailuresAssert areAllUsed() {
    List<Failures.Standing> unused =
        actual.standings().stream().filter(standing -> standing.hits() == 0).toList();
    if (!unused.isEmpty()) {
      throw failure(
          "Expected each rule to act on a call, but these met none: %s%nA rule acts on calls that"
              + " fit its endpoint, client, audience and user, and that no newer rule acted on;"
              + " injected tokens and /__admin are no such calls%nRules:%s",
          unused.stream().map(standing -> standing.rule().toString()).toList(), told());
    }
    return this;
  }

  /** A rule, said as it was given, acted on this many calls. */
  public FailuresAssert used(String rule, int hits) {
    Failures.Standing standing = standing(rule);
    if (standing.hits() != hits) {
      throw failure(
          "Expected the rule %s to act on %s, but it acted on %d%nRules:%s",
          rule, Told.counted(hits, "call"), standing.hits(), told());
    }
    return this;
  }

  /** A rule, said as it was given, acted on no call. */
  public FailuresAssert notUsed(String rule) {
    return used(rule, 0);
  }

  /** A rule, said as it was given, will act no more. */
  public FailuresAssert isExhausted(String rule) {
    if (!standing(rule).exhausted()) {
      throw failure("Expected the rule %s to be exhausted, but it is not%nRules:%s", rule, told());
    }
    return this;
  }

  private Failures.Standing standing(String rule) {
    isNotNull();
    FailureRule wanted = FailureRule.parse(rule);
    return actual.standings().stream()
        .filter(standing -> standing.rule().inTenant().equals(wanted.inTenant()))
        .findFirst()
        .orElseThrow(
            () -> failure("Expected a rule %s, but there is none%nRules:%s", rule, told()));
  }

  private String told() {
    StringBuilder text = new StringBuilder();
    actual.standings().forEach(standing -> text.append("\n  ").append(standing));
    return text.isEmpty() ? "\n  (none)" : text.toString();
  }
}
