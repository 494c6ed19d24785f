package dev.fakeauth0.emulator.control.doctor;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How the doctor reaches a tenant. Never throws: what stands in the way is an answer too. */
public interface Web {

  /** What came of a call. */
  sealed interface Answer {

    /** The answer, if there is one. */
    default Optional<Answered> answered() {
      return this instanceof Answered answer ? Optional.of(answer) : Optional.empty();
    }
  }

  /**
   * Somebody answered.
   *
   * @param status the HTTP status
   * @param headers the header fields, names in lower case
   * @param body the body's bytes
   */
  record Answered(int status, Map<String, String> headers, byte[] body) implements Answer {

    /** A header's first value. */
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The body as text in UTF-8. */
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
      return "Answered[" + status + ", " + body.length + " bytes]";
    }
  }

  /**
   * Nobody answered.
   *
   * @param obstacle what stands in the way
   * @param detail the words of the one who noticed
   */
  record Unreachable(Obstacle obstacle, String detail) implements Answer {}

  /** What may stand in the way. */
  enum Obstacle {
    /** The name does not resolve. */
    UNKNOWN_HOST,
    /** Nobody listens at the port. */
    REFUSED,
    /** Nobody answers in time. */
    TIMEOUT,
    /** The certificate is of an authority that is not trusted, or has expired. */
    NOT_TRUSTED,
    /** The certificate is for another name. */
    OTHER_NAME,
    /** The port speaks no TLS. */
    NO_TLS,
    /** Something else. */
    OTHER
  }

  /**
   * Asks.
   *
   * @param method {@code GET} or {@code POST}
   * @param headers the header fields
   * @param body the body; empty for none
   */
  Answer ask(String method, URI url, Map<String, String> headers, String body);

  /** Gets a document. */
  default Answer get(URI url) {
    return ask("GET", url, Map.of("Accept", "application/json"), "");
  }

  /** Posts JSON. */
  default Answer post(URI url, String json) {
    return ask("POST", url, Map.of("Content-Type", "application/json"), json);
  }
}
