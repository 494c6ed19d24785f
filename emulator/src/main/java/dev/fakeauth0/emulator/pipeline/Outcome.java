package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.Optional;

/** What a call came to, before it is rendered. */
public sealed interface Outcome {

  /** Tokens: JSON that nobody may keep (RFC 6749 section 5.1). */
  record Grant(Document body) implements Outcome {}

  /** A refusal; its form is that of the door. */
  record Refuse(Diagnosis diagnosis, Door door) implements Outcome {}

  /**
   * A JSON value.
   *
   * @param status the HTTP status
   * @param json the value, as {@link dev.fakeauth0.emulator.json.Json} writes it
   */
  record Content(int status, Object json) implements Outcome {}

  /**
   * An answer of the Management API.
   *
   * @param status the HTTP status
   * @param json the value, as {@link dev.fakeauth0.emulator.json.Json} writes it; empty for no body
   * @param headers further header fields
   */
  record Managed(int status, Optional<Object> json, Headers headers) implements Outcome {}

  /** Bytes of some other type. */
  record File(String contentType, byte[] bytes) implements Outcome {}

  /** Nothing but a status. */
  record Nothing(int status) implements Outcome {}
}
