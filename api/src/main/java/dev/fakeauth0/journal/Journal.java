package dev.fakeauth0.journal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The calls a tenant answered since its last reset, oldest first. A ring: the oldest fall out when
 * it is full. Safe for use by many threads.
 */
public interface Journal {

  /** All entries kept, oldest first. Calls still being answered are not among them. */
  List<JournalEntry> entries();

  /** How many entries fell out of the ring since the last reset. */
  long dropped();

  /** Forgets all entries. */
  void clear();

  /**
   * Waits until an entry matches.
   *
   * @return the oldest matching entry, or empty when none came within the time
   */
  Optional<JournalEntry> await(Predicate<JournalEntry> wanted, Duration atMost);

  /** The newest entry. */
  default Optional<JournalEntry> last() {
    List<JournalEntry> entries = entries();
    return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
  }

  /** The entry of an id, as the header {@code X-Auth0-RequestId} of the answer gave it. */
  default Optional<JournalEntry> find(String id) {
    return entries().stream().filter(entry -> entry.id().equals(id)).findFirst();
  }

  /** The entries that were refused, oldest first. */
  default List<JournalEntry> refused() {
    return entries().stream()
        .filter(entry -> entry.decision() == JournalEntry.Decision.REFUSED)
        .toList();
  }

  /**
   * The entries of calls that no endpoint answered, oldest first: a path or method nobody serves.
   */
  default List<JournalEntry> unmatched() {
    return entries().stream().filter(entry -> entry.endpoint().isEmpty()).toList();
  }

  /** The calls of an endpoint's path, such as {@code /oauth/token}, oldest first. */
  default List<JournalEntry> of(String path) {
    return entries().stream().filter(entry -> entry.request().path().equals(path)).toList();
  }
}
