package dev.fakeauth0.emulator.pipeline;

import java.time.Duration;

/**
 * How an answer goes over the wire: whole and at once, unless a failure rule says otherwise.
 *
 * @param delay how long it waits before it is sent
 * @param ending what becomes of it then
 */
public record Delivery(Duration delay, Ending ending) {

  /** How long a connection is held open for an answer that never comes. */
  public static final Duration STALL = Duration.ofMinutes(10);

  /** Whole and at once. */
  public static final Delivery AT_ONCE = new Delivery(Duration.ZERO, Ending.WHOLE);

  /** Whether nothing is out of the ordinary. */
  public boolean wholeAndAtOnce() {
    return ending == Ending.WHOLE && delay.isZero();
  }

  /** What becomes of an answer. */
  public enum Ending {
    /** It is sent. */
    WHOLE,
    /** The headers promise the whole body; half of it is sent, then the connection closes. */
    TRUNCATED,
    /** Nothing is sent; the connection is reset. */
    RESET,
    /** Nothing is sent until the client gives up, or {@link #STALL} is over. */
    STALLED;

    /** Whether the client gets an answer, if only the beginning of one. */
    boolean answers() {
      return this == WHOLE || this == TRUNCATED;
    }
  }
}
