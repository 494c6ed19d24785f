package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.emulator.tenant.TenantState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/**
 * What the tenant was before its last changes, for searches that lag behind. States share what did
 * not change, so that keeping them costs what was changed. Safe for use by many threads.
 */
final class FormerStates {

  /** No search lags further behind: a rule's longest duration. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** How many changes are remembered; a search sees nothing older. */
  private static final int KEPT = 1_000;

  private record Former(Instant until, TenantState state) {}

  private final ArrayDeque<Former> states = new ArrayDeque<>();

  /** A rule made one state of another; most leave all that is searched as it is. */
  @SuppressWarnings("ReferenceEquality") // What did not change is the same object.
  void changed(TenantState before, TenantState after, Instant at) {
    if (before.holdings() != after.holdings()) {
      add(at, before);
    }
  }

  private synchronized void add(Instant until, TenantState state) {
    while (!states.isEmpty()
        && (states.size() >= KEPT || states.getFirst().until().isBefore(until.minus(LONGEST)))) {
      states.removeFirst();
    }
    states.addLast(new Former(until, state));
  }

  /**
   * The state of an instant.
   *
   * @param now the state now
   */
  synchronized TenantState at(Instant then, TenantState now) {
    for (Former former : states) {
      if (former.until().isAfter(then)) {
        return former.state();
      }
    }
    return now;
  }
}
