package dev.fakeauth0.contracts.auth0;

import dev.fakeauth0.contracts.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How fast a target is asked: never more often than a ceiling, and not before its limits say so
 * (Auth0 docs, "Rate Limit Policy": {@code X-RateLimit-Remaining}, {@code X-RateLimit-Reset} in
 * seconds since 1970, {@code Retry-After} in seconds).
 */
final class Pace {

  /** How often a refused request is sent again. */
  static final int RETRIES = 5;

  /** How long a limit is waited for at most. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration LEAST = Duration.ofSeconds(1);

  private final Duration gap;
  private final InstantSource now;
  private final Sleeper sleeper;
  private final Map<String, Instant> closed = new HashMap<>();
  private Instant next = Instant.MIN;

  Pace(int perSecond, InstantSource now, Sleeper sleeper) {
    this.gap = Duration.ofSeconds(1).dividedBy(perSecond);
    this.now = now;
    this.sleeper = sleeper;
  }

  /** Waits until a request through a door may be sent. */
  synchronized void await(String door) throws InterruptedException {
    Instant open = closed.getOrDefault(door, Instant.MIN);
    closed.remove(door);
    until(open.isAfter(next) ? open : next);
  }

  /** Waits for the ceiling only: for a request that is to meet a limit. */
  synchronized void await() throws InterruptedException {
    until(next);
  }

  /** Keeps what an answer says of the limits. */
  synchronized void note(String door, Reply reply) {
    if (reply.header("X-RateLimit-Remaining").filter("0"::equals).isPresent()) {
      reset(reply).ifPresent(time -> closed.put(door, time));
    }
  }

  /** Waits as long as a 429 asks. */
  void backOff(Reply tooMany) throws InterruptedException {
    Duration asked =
        number(tooMany, "Retry-After")
            .map(Duration::ofSeconds)
            .or(() -> reset(tooMany).map(time -> Duration.between(now.instant(), time)))
            .orElse(LEAST);
    sleeper.sleep(shortened(asked.compareTo(LEAST) < 0 ? LEAST : asked));
  }

  private void until(Instant turn) throws InterruptedException {
    Instant asked = now.instant();
    if (turn.isAfter(asked)) {
      sleeper.sleep(shortened(Duration.between(asked, turn)));
    }
    next = now.instant().plus(gap);
  }

  private static Duration shortened(Duration wait) {
    return wait.compareTo(PATIENCE) > 0 ? PATIENCE : wait;
  }

  private static Optional<Instant> reset(Reply reply) {
    return number(reply, "X-RateLimit-Reset").map(Instant::ofEpochSecond);
  }

  private static Optional<Long> number(Reply reply, String header) {
    return reply.header(header).filter(text -> text.matches("\\d{1,12}")).map(Long::valueOf);
  }
}
