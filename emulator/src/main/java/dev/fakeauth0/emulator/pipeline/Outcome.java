package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.Optional;

/** What a call came to, before it is rendered. */
public sealed interface Outcome {

  /** Tokens: JSON that nobody may keep (RFC 6749 section 5.1). */
  record Grant(Document body) implements Outcome {}

  /**
   * A refusal; its form is that of the door.
   *
   * @param more what an OAuth error says beside {@code error} and {@code error_description}
   */
  record Refuse(Diagnosis diagnosis, Door door, Document more) implements Outcome {

    /** A refusal that says the error and no more. */
    public Refuse(Diagnosis diagnosis, Door door) {
      this(diagnosis, door, Document.EMPTY);
    }
  }

  /**
   * A JSON value.
   *
   * @param status the HTTP status
   * @param json the value, as {@link dev.fakeauth0.emulator.json.Json} writes it
   * @param headers further header fields, cookies among them
   */
  record Content(int status, Object json, Headers headers) implements Outcome {

    /** A value without further header fields. */
    public Content(int status, Object json) {
      this(status, json, Headers.NONE);
    }
  }

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

  /**
   * A page.
   *
   * @param status the HTTP status
   * @param html the page; nothing is escaped here any more
   * @param headers further header fields, cookies among them
   */
  record Page(int status, String html, Headers headers) implements Outcome {}

  /**
   * A redirect, 302.
   *
   * @param location where to
   * @param headers further header fields, cookies among them
   */
  record Redirect(String location, Headers headers) implements Outcome {}

  /**
   * A refusal whose form the endpoint makes out of the words of the door: by redirect or as a page.
   *
   * @param telling makes a {@link Page} or {@link Redirect} of the words
   */
  record Told(Diagnosis diagnosis, Door door, Telling telling) implements Outcome {}

  /** How a refusal is told where a reader or a callback is told of it. */
  @FunctionalInterface
  interface Telling {

    /** The answer that says so. */
    Outcome of(WireError error);
  }

  /** Nothing but a status. */
  record Nothing(int status) implements Outcome {}
}
