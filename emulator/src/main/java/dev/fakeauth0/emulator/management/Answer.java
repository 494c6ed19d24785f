package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.pipeline.Headers;
import java.util.Optional;

/**
 * What an operation answers.
 *
 * @param status the HTTP status
 * @param json the value; empty for no body
 * @param headers further header fields
 */
public record Answer(int status, Optional<Object> json, Headers headers) {

  /** A value. */
  public static Answer of(int status, Object json) {
    return new Answer(status, Optional.of(json), Headers.NONE);
  }

  /** No body. */
  public static Answer empty(int status) {
    return new Answer(status, Optional.empty(), Headers.NONE);
  }
}
