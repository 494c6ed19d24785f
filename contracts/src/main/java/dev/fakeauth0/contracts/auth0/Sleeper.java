package dev.fakeauth0.contracts.auth0;

import java.time.Duration;

/** Waits; a test's does not. */
@FunctionalInterface
public interface Sleeper {

  /** The thread's own sleep. */
  Sleeper REAL = time -> Thread.sleep(time.toMillis());

  /** Comes back after this time. */
  void sleep(Duration time) throws InterruptedException;
}
