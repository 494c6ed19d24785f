package dev.fakeauth0;

import java.time.Duration;
import java.time.Instant;

/**
 * A tenant's time: expiry, rotation, rate windows and log dates follow it. It runs with the
 * system's clock until it is told otherwise; a reset puts it back.
 */
public interface TenantClock {

  /** The tenant's time now. */
  Instant now();

  /** Stops the clock where it is. */
  void freeze();

  /** Sets the clock; a frozen clock stays frozen. */
  void set(Instant now);

  /** Moves the clock forward; a frozen clock stays frozen. */
  void advance(Duration by);

  /** Lets a frozen clock run on from where it stands. */
  void resume();

  /** Whether the clock stands still. */
  boolean frozen();
}
