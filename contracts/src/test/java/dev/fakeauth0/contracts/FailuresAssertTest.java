package dev.fakeauth0.contracts;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.failure.FailureRule;
import dev.fakeauth0.failure.Failures;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailuresAssertTest {

  private static final Failures FAILURES =
      new Standings(
          List.of(
              new Failures.Standing(FailureRule.parse("hs256;times=1"), 1, true),
              new Failures.Standing(FailureRule.parse("expired"), 0, false)));

  @Test
  void says_which_rules_acted() {
    assertThat(FAILURES).used("hs256;times=1", 1).isExhausted("hs256;times=1").notUsed("expired");
    assertThat(new Standings(List.of())).areAllUsed();
  }

  @Test
  void failing_messages_list_the_rules_and_their_hits() {
    assertThat(Messages.of(() -> assertThat(FAILURES).areAllUsed()))
        .startsWith("Expected each rule to act on a call, but these met none: [expired]")
        .contains("injected tokens and /__admin are no such calls")
        .endsWith("Rules:\n  hs256;times=1 (1 hit, exhausted)\n  expired (0 hits)");
    assertThat(Messages.of(() -> assertThat(FAILURES).used("expired", 2)))
        .startsWith("Expected the rule expired to act on 2 calls, but it acted on 0");
    assertThat(Messages.of(() -> assertThat(FAILURES).notUsed("hs256;times=1")))
        .startsWith("Expected the rule hs256;times=1 to act on 0 calls, but it acted on 1");
    assertThat(Messages.of(() -> assertThat(FAILURES).isExhausted("expired")))
        .startsWith("Expected the rule expired to be exhausted, but it is not");
    assertThat(Messages.of(() -> assertThat(FAILURES).used("opaque", 1)))
        .startsWith("Expected a rule opaque, but there is none");
  }

  private record Standings(List<Standing> standings) implements Failures {

    @Override
    public void add(FailureRule... rules) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void replace(FailureRule... rules) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void clear() {
      throw new UnsupportedOperationException();
    }
  }
}
