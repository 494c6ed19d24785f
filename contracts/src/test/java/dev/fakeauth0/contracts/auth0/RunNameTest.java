package dev.fakeauth0.contracts.auth0;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunNameTest {

  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

  private final RunName run = new RunName(START, "abc");

  @Test
  void tells_from_a_name_when_it_was_given() {
    assertThat(RunName.startOf(run.of("web-1"))).contains(START);
  }

  @Test
  void knows_its_own_names() {
    assertThat(run.made(run.of("web-1"))).isTrue();
    assertThat(run.made(new RunName(START, "abd").of("web-1"))).isFalse();
  }

  @Test
  void takes_no_other_name_for_one_of_a_run() {
    for (String name :
        new String[] {"", "fa0-contract-", "fa0-contract-web", "my fa0-contract-t4qxyzabc-web"}) {
      assertThat(RunName.startOf(name)).as(name).isEmpty();
    }
  }
}
