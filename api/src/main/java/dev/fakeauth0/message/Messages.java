package dev.fakeauth0.message;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The messages a tenant would have sent since its last reset, oldest first; the newest 1,000 are
 * kept. Safe for use by many threads.
 */
public interface Messages {

  /** All messages, oldest first. */
  List<Message> all();

  /** Forgets all messages. What they brought, such as a code, stays good. */
  void clear();

  /**
   * Answers a push, as somebody would on their phone.
   *
   * @throws IllegalArgumentException if there is no push of this id
   */
  void answer(String messageId, boolean approved);

  /**
   * Waits until there is a message that matches.
   *
   * @return the newest matching message, or empty when none came within the time
   */
  Optional<Message> await(Predicate<Message> wanted, Duration atMost);

  /** The messages to somebody, oldest first; upper and lower case are the same. */
  default List<Message> to(String recipient) {
    String folded = recipient.toLowerCase(Locale.ROOT);
    return all().stream()
        .filter(message -> message.to().toLowerCase(Locale.ROOT).equals(folded))
        .toList();
  }

  /** The newest message. */
  default Optional<Message> last() {
    List<Message> all = all();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** The newest message to somebody. */
  default Optional<Message> lastTo(String recipient) {
    List<Message> all = to(recipient);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }
}
