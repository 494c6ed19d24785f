package dev.fakeauth0.contracts.auth0;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A time that stands still but for what is slept. */
final class Waits implements InstantSource, Sleeper {

  static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

  final List<Duration> slept = new ArrayList<>();
  private Instant now = START;

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public void sleep(Duration time) {
    slept.add(time);
    now = now.plus(time);
  }
}
