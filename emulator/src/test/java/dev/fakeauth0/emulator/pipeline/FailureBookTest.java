package dev.fakeauth0.emulator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.pipeline.FailureBook.Slot;
import dev.fakeauth0.failure.FailureRule;
import dev.fakeauth0.failure.Failures.Standing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FailureBookTest {

  private final FailureBook book = new FailureBook();

  @Test
  void a_rule_without_count_acts_always() {
    add("hs256");

    assertThat(strikes(Slot.TOKEN, 3)).containsExactly("hs256", "hs256", "hs256");
  }

  @Test
  void times_is_the_first_calls_that_fit() {
    add("hs256;times=2");

    assertThat(strikes(Slot.TOKEN, 3)).containsExactly("hs256;times=2", "hs256;times=2", "");
  }

  @Test
  void nth_is_one_call_and_uncovers_the_older_before_and_after() {
    add("opaque", "hs256;nth=2");

    assertThat(strikes(Slot.TOKEN, 3)).containsExactly("opaque", "hs256;nth=2", "opaque");
  }

  @Test
  void the_newest_acts_and_when_it_is_exhausted_the_older() {
    add("invalid-client;times=1", "unknown-audience;times=1");

    assertThat(strikes(Slot.REFUSAL, 3))
        .containsExactly("unknown-audience;times=1", "invalid-client;times=1", "");
  }

  @Test
  void slots_do_not_meet() {
    add("hs256;times=1", "delay=1s", "stall");

    assertThat(strikes(Slot.DELAY, 1)).containsExactly("delay=1s");
    assertThat(strikes(Slot.ANSWER, 1)).containsExactly("stall");
    assertThat(strikes(Slot.REFUSAL, 1)).containsExactly("");
    assertThat(strikes(Slot.TOKEN, 1)).containsExactly("hs256;times=1");
  }

  @Test
  void a_call_that_does_not_fit_counts_nothing() {
    add("hs256;times=1");

    assertThat(book.strike(Slot.TOKEN, rule -> false)).isEmpty();

    assertThat(book.standings().get(0).hits()).isZero();
  }

  @Test
  void tells_what_became_of_each_newest_first() {
    add("opaque", "hs256;times=1");
    strikes(Slot.TOKEN, 2);

    assertThat(book.standings())
        .extracting(Standing::toString)
        .containsExactly("hs256;times=1 (1 hit, exhausted)", "opaque (1 hit)");
  }

  @Test
  void tells_what_is_left_oldest_first() {
    add("opaque", "missing-scope;times=2", "hs256;nth=3", "expired;times=5");
    strikes(Slot.TOKEN, 6);

    assertThat(book.remaining()).hasToString("[opaque, missing-scope;times=1, hs256;nth=2]");
  }

  @Test
  void a_copy_goes_its_own_way() {
    add("hs256;times=2");
    strikes(Slot.TOKEN, 1);

    FailureBook copy = book.copy();
    strikes(Slot.TOKEN, 1);
    add("opaque");

    assertThat(copy.standings()).hasToString("[hs256;times=2 (1 hit)]");
    assertThat(copy.strike(Slot.TOKEN, rule -> true)).isPresent();
    assertThat(copy.strike(Slot.TOKEN, rule -> true)).isEmpty();
  }

  @Test
  void what_is_replaced_is_gone() {
    add("hs256");

    book.replace(List.of(FailureRule.parse("opaque")));

    assertThat(book.standings()).hasToString("[opaque (0 hits)]");
    assertThat(book.isEmpty()).isFalse();
    book.replace(List.of());
    assertThat(book.isEmpty()).isTrue();
  }

  @Test
  @Timeout(60)
  void sixty_four_threads_share_exactly_n_hits() throws Exception {
    add("hs256;times=1000", "opaque;nth=777");
    ExecutorService threads = Executors.newFixedThreadPool(64);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Long>> results = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      results.add(
          threads.submit(
              () -> {
                start.await();
                return strikes(Slot.TOKEN, 100).stream().filter(rule -> !rule.isEmpty()).count();
              }));
    }

    start.countDown();
    long hits = 0;
    for (Future<Long> result : results) {
      hits += result.get();
    }
    threads.shutdown();

    assertThat(hits).isEqualTo(1001);
    assertThat(book.standings())
        .hasToString(
            "[opaque;nth=777 (1 hit, exhausted), hs256;times=1000 (1000 hits, exhausted)]");
  }

  private void add(String... rules) {
    book.add(Arrays.stream(rules).map(FailureRule::parse).toList());
  }

  private List<String> strikes(Slot slot, int calls) {
    List<String> struck = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      Optional<FailureRule> rule = book.strike(slot, any -> true);
      struck.add(rule.map(FailureRule::toString).orElse(""));
    }
    return struck;
  }
}
