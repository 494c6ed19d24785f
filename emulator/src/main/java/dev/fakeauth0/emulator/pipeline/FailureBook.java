package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.failure.FailureMode;
import dev.fakeauth0.failure.FailureRule;
import dev.fakeauth0.failure.Failures.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The failure rules of a tenant and their counts. Rules whose modes exclude one another share a
 * slot; of a slot the newest rule that fits acts. Safe for use by many threads.
 */
final class FailureBook {

  /** What can go wrong with a call independently of one another. */
  enum Slot {
    /** The refusal in the rule's place. */
    REFUSAL,
    /** The one thing that is wrong with a token. */
    TOKEN,
    /** What the published keys look like. */
    KEYS,
    /** How late the answer is. */
    DELAY,
    /** How old what a search sees is. */
    SEARCH,
    /** What becomes of the answer, or stands in its place. */
    ANSWER;

    static Slot of(FailureMode mode) {
      return switch (mode.family()) {
        case REFUSAL -> REFUSAL;
        case TOKEN_PLAN, TOKEN_BYTES -> TOKEN;
        case KEYS -> KEYS;
        case TRANSPORT -> mode == FailureMode.DELAY ? DELAY : ANSWER;
        case CONSISTENCY -> SEARCH;
      };
    }
  }

  private static final class Line {
    private final FailureRule rule;
    private int seen;
    private int hits;

    Line(FailureRule rule, int seen, int hits) {
      this.rule = rule;
      this.seen = seen;
      this.hits = hits;
    }

    boolean exhausted() {
      return (rule.times().isPresent() && hits >= rule.times().getAsInt())
          || (rule.nth().isPresent() && seen >= rule.nth().getAsInt());
    }

    FailureRule rest() {
      if (rule.times().isPresent()) {
        return rule.times(rule.times().getAsInt() - hits);
      }
      return rule.nth().isPresent() ? rule.nth(rule.nth().getAsInt() - seen) : rule;
    }

    /** Counts a call that fits. */
    boolean strikes() {
      seen++;
      boolean acts = rule.nth().isEmpty() || seen == rule.nth().getAsInt();
      if (acts) {
        hits++;
      }
      return acts;
    }
  }

  /** Newest first. */
  private final List<Line> lines = new ArrayList<>();

  /** Read without the lock: most tenants have no rule, and their calls wait for nobody. */
  private volatile boolean empty = true;

  /** A book with the same rules and counts, that goes its own way from here. */
  synchronized FailureBook copy() {
    FailureBook copy = new FailureBook();
    for (Line line : lines) {
      copy.lines.add(new Line(line.rule, line.seen, line.hits));
    }
    copy.empty = lines.isEmpty();
    return copy;
  }

  boolean isEmpty() {
    return empty;
  }

  /**
   * The rule that acts on a call, counted.
   *
   * @param fits whether a rule is about the call
   */
  synchronized Optional<FailureRule> strike(Slot slot, Predicate<FailureRule> fits) {
    for (Line line : lines) {
      if (Slot.of(line.rule.mode()) == slot
          && !line.exhausted()
          && fits.test(line.rule)
          && line.strikes()) {
        return Optional.of(line.rule);
      }
    }
    return Optional.empty();
  }

  /** Adds rules; the last one is the newest. */
  synchronized void add(List<FailureRule> rules) {
    for (FailureRule rule : rules) {
      lines.add(0, new Line(rule, 0, 0));
    }
    empty = lines.isEmpty();
  }

  /** Puts rules in the place of all there are. */
  synchronized void replace(List<FailureRule> rules) {
    lines.clear();
    add(rules);
  }

  /** The rules, newest first. */
  synchronized List<Standing> standings() {
    List<Standing> standings = new ArrayList<>(lines.size());
    for (Line line : lines) {
      standings.add(new Standing(line.rule, line.hits, line.exhausted()));
    }
    return standings;
  }

  /** The rules that give, from now on, what these still have to give; oldest first. */
  synchronized List<FailureRule> remaining() {
    List<FailureRule> remaining = new ArrayList<>(lines.size());
    for (Line line : lines) {
      if (!line.exhausted()) {
        remaining.add(0, line.rest());
      }
    }
    return remaining;
  }
}
