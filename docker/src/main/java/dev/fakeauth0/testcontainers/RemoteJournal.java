package dev.fakeauth0.testcontainers;

import dev.fakeauth0.journal.Journal;
import dev.fakeauth0.journal.JournalEntry;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The journal, read by {@code GET /__admin/requests}. */
final class RemoteJournal implements Journal {

  /** Half of what the emulator holds a call at most. */
  private static final Duration LONGEST_POLL = Duration.ofSeconds(30);

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PATH = "requests";

  private final AdminCalls calls;

  RemoteJournal(AdminCalls calls) {
    this.calls = calls;
  }

  @Override
  public List<JournalEntry> entries() {
    return entries(all());
  }

  @Override
  public long dropped() {
    return all().number("dropped");
  }

  @Override
  public void clear() {
    calls.send("DELETE", PATH, null);
  }

  /**
   * {@inheritDoc}
   *
   * <p>By long polls: what was asked about once is not sent again.
   */
  @Override
  public Optional<JournalEntry> await(Predicate<JournalEntry> wanted, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    Optional<String> since = Optional.empty();
    while (true) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      List<JournalEntry> found = newer(since, left);
      for (JournalEntry entry : found) {
        if (wanted.test(entry)) {
          return Optional.of(entry);
        }
      }
      if (left.isNegative() || left.isZero()) {
        return Optional.empty();
      }
      if (!found.isEmpty()) {
        since = Optional.of(found.get(found.size() - 1).id());
      }
    }
  }

  /** The entries after one, waited for no longer than said; the time that is left may be over. */
  private List<JournalEntry> newer(Optional<String> since, Duration left) {
    Map<String, String> query = new LinkedHashMap<>();
    since.ifPresent(id -> query.put("since", id));
    if (left.isNegative() || left.isZero()) {
      return entries(now(query));
    }
    Duration poll = left.compareTo(LONGEST_POLL) < 0 ? left : LONGEST_POLL;
    query.put("wait", Long.toString(poll.plusMillis(999).toSeconds()));
    try {
      return entries(JsonObject.of(calls.get(PATH, query, poll)));
    } catch (HttpTimeoutException e) {
      return List.of(); // Nothing came: whoever waits looks at the clock.
    }
  }

  private JsonObject all() {
    return now(Map.of());
  }

  private JsonObject now(Map<String, String> query) {
    try {
      return JsonObject.of(calls.get(PATH, query, PATIENCE));
    } catch (HttpTimeoutException e) {
      throw new IllegalStateException("the journal did not come within " + PATIENCE, e);
    }
  }

  private static List<JournalEntry> entries(JsonObject answer) {
    List<JournalEntry> entries = new ArrayList<>();
    for (JsonObject entry : answer.objects("requests")) {
      entries.add(Answers.entry(entry));
    }
    return List.copyOf(entries);
  }
}
