package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.logout.LogoutNotice;
import dev.fakeauth0.emulator.pipeline.Headers;
import java.util.List;
import java.util.Optional;

/**
 * What an operation answers.
 *
 * @param status the HTTP status
 * @param json the value; empty for no body
 * @param headers further header fields
 * @param logouts whom to tell that a session ended
 */
public record Answer(
    int status, Optional<Object> json, Headers headers, List<LogoutNotice> logouts) {

  /** Copies the notices. */
  public Answer {
    logouts = List.copyOf(logouts);
  }

  /** A value with header fields. */
  public Answer(int status, Optional<Object> json, Headers headers) {
    this(status, json, headers, List.of());
  }

  /** This, after which applications are told that sessions ended. */
  Answer telling(List<LogoutNotice> notices) {
    return notices.isEmpty() ? this : new Answer(status, json, headers, notices);
  }

  /** A value. */
  public static Answer of(int status, Object json) {
    return new Answer(status, Optional.of(json), Headers.NONE);
  }

  /** No body. */
  public static Answer empty(int status) {
    return new Answer(status, Optional.empty(), Headers.NONE);
  }
}
