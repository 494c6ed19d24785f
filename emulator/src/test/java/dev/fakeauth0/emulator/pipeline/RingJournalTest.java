package dev.fakeauth0.emulator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.journal.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class RingJournalTest {

  private final RingJournal journal = new RingJournal(2);

  @Test
  void keeps_the_newest_entries_and_counts_what_fell_out() {
    add("1");
    add("2");
    add("3");

    assertThat(journal.entries()).extracting(JournalEntry::id).containsExactly("2", "3");
    assertThat(journal.dropped()).isEqualTo(1);
  }

  @Test
  void forgets_everything_when_it_is_cleared() {
    add("1");

    journal.clear();

    assertThat(journal.entries()).isEmpty();
    assertThat(journal.dropped()).isZero();
  }

  @Test
  void hands_a_waiting_reader_the_entry_it_waits_for() {
    var waiting =
        CompletableFuture.supplyAsync(
            () -> journal.await(entry -> entry.id().equals("2"), Duration.ofSeconds(20)));

    add("1");
    add("2");

    assertThat(waiting.join()).map(JournalEntry::id).contains("2");
  }

  @Test
  void lets_a_waiting_reader_go_when_a_reset_ends_it() {
    var waiting =
        CompletableFuture.supplyAsync(() -> journal.await(entry -> true, Duration.ofSeconds(20)));

    journal.close();

    assertThat(waiting.join()).isEmpty();
  }

  @Test
  void gives_up_after_the_time_given() {
    assertThat(journal.await(entry -> true, Duration.ofMillis(1))).isEmpty();
  }

  private void add(String id) {
    journal.add(new OpenEntry(id, Instant.EPOCH, "dev", Requests.get("/")));
  }
}
