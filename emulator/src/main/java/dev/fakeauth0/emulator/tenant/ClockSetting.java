package dev.fakeauth0.emulator.tenant;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How the tenant's time follows from the system's. Part of the state, so a reset sets it back.
 *
 * @param offset how far the tenant is ahead of the system while it runs
 * @param frozenAt where the tenant's time stands still, if it does
 */
public record ClockSetting(Duration offset, Optional<Instant> frozenAt) {

  /** The system's time. */
  public static final ClockSetting SYSTEM = new ClockSetting(Duration.ZERO, Optional.empty());

  /** The tenant's time at a system's time. */
  public Instant at(Instant system) {
    return frozenAt.isPresent() ? frozenAt.get() : system.plus(offset);
  }

  /** Stops the tenant's time. */
  public ClockSetting frozen(Instant system) {
    return new ClockSetting(offset, Optional.of(at(system)));
  }

  /** Lets it run on from where it stands. */
  public ClockSetting resumed(Instant system) {
    return new ClockSetting(Duration.between(system, at(system)), Optional.empty());
  }

  /** Sets the tenant's time; what stood still stands still. */
  public ClockSetting setTo(Instant now, Instant system) {
    return frozenAt.isPresent()
        ? new ClockSetting(offset, Optional.of(now))
        : new ClockSetting(Duration.between(system, now), Optional.empty());
  }
}
