package dev.fakeauth0.testcontainers;

import dev.fakeauth0.message.Message;
import dev.fakeauth0.message.Messages;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The messages, read by {@code GET /__admin/messages}. */
final class RemoteMessages implements Messages {

  /** Half of what the emulator holds a call at most. */
  private static final Duration LONGEST_POLL = Duration.ofSeconds(30);

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PATH = "messages";

  private final AdminCalls calls;

  RemoteMessages(AdminCalls calls) {
    this.calls = calls;
  }

  @Override
  public List<Message> all() {
    return newer(Optional.empty(), Duration.ZERO);
  }

  @Override
  public void clear() {
    calls.send("DELETE", PATH, null);
  }

  @Override
  public void answer(String messageId, boolean approved) {
    calls.send("POST", PATH + "/" + messageId + "/answer", Map.of("approve", approved));
  }

  /**
   * {@inheritDoc}
   *
   * <p>By long polls: what was asked about once is not sent again.
   */
  @Override
  public Optional<Message> await(Predicate<Message> wanted, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    Optional<String> since = Optional.empty();
    while (true) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      List<Message> found = newer(since, left);
      for (int i = found.size() - 1; i >= 0; i--) {
        if (wanted.test(found.get(i))) {
          return Optional.of(found.get(i));
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

  /** The messages after one, waited for no longer than said; the time that is left may be over. */
  private List<Message> newer(Optional<String> since, Duration left) {
    Map<String, String> query = new LinkedHashMap<>();
    since.ifPresent(id -> query.put("since", id));
    boolean waits = !left.isNegative() && !left.isZero();
    Duration poll = !waits ? PATIENCE : left.compareTo(LONGEST_POLL) < 0 ? left : LONGEST_POLL;
    if (waits) {
      query.put("wait", Long.toString(poll.plusMillis(999).toSeconds()));
    }
    List<Message> messages = new ArrayList<>();
    try {
      for (JsonObject each : JsonObject.of(calls.get(PATH, query, poll)).objects(PATH)) {
        messages.add(message(each));
      }
    } catch (HttpTimeoutException e) {
      if (!waits) {
        throw new IllegalStateException("the messages did not come within " + PATIENCE, e);
      }
      return List.of(); // Nothing came: whoever waits looks at the clock.
    }
    return List.copyOf(messages);
  }

  private static Message message(JsonObject json) {
    return new Message(
        json.text("id"),
        Instant.parse(json.text("at")),
        json.text("kind"),
        json.text("to"),
        Message.Channel.valueOf(json.text("channel").toUpperCase(Locale.ROOT)),
        json.string("subject"),
        json.text("text"),
        json.string("code"),
        json.string("link"));
  }
}
