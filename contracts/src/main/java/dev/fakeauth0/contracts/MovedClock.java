package dev.fakeauth0.contracts;

import dev.fakeauth0.TenantClock;
import java.time.Duration;
import java.time.Instant;

/** A tenant's clock that is moved while a case is examined; then it stands where it would have. */
final class MovedClock implements AutoCloseable {

  private final TenantClock clock;
  private final Instant began;
  private final long beganNanos;

  MovedClock(TenantClock clock) {
    this.clock = clock;
    this.began = clock.now();
    this.beganNanos = System.nanoTime();
  }

  void advance(Duration by) {
    clock.advance(by);
  }

  @Override
  public void close() {
    Duration since = Duration.ofNanos(System.nanoTime() - beganNanos);
    clock.set(clock.frozen() ? began : began.plus(since));
  }
}
