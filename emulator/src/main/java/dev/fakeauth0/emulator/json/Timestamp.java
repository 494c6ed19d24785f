package dev.fakeauth0.emulator.json;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Times as Auth0's documents have them: UTC, to the millisecond, such as {@code
 * 2026-01-31T09:30:00.000Z}.
 */
public final class Timestamp {

  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Timestamp() {}

  /** A time in that form; what is finer than a millisecond is cut off. */
  public static String of(Instant time) {
    return FORM.format(time);
  }
}
