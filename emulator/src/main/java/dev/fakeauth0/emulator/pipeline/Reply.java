package dev.fakeauth0.emulator.pipeline;

import java.nio.charset.StandardCharsets;

/**
 * An answer, rendered and ready to be sent. The framing headers ({@code Content-Length}, {@code
 * Date}) are the transport's.
 *
 * @param status the HTTP status
 * @param headers the header fields in wire order
 * @param body the body's bytes
 * @param delivery how it goes over the wire
 */
public record Reply(int status, Headers headers, byte[] body, Delivery delivery) {

  private static final byte[] NO_BODY = {};

  /** An answer that is sent whole and at once. */
  public Reply(int status, Headers headers, byte[] body) {
    this(status, headers, body, Delivery.AT_ONCE);
  }

  /** An answer without a body. */
  public static Reply empty(int status) {
    return new Reply(status, Headers.NONE, NO_BODY);
  }

  /** An answer with a text of the given content type, in UTF-8. */
  public static Reply of(int status, String contentType, String text) {
    return new Reply(
        status, Headers.of("Content-Type", contentType), text.getBytes(StandardCharsets.UTF_8));
  }

  /** An answer with bytes of the given content type. */
  public static Reply of(int status, String contentType, byte[] body) {
    return new Reply(status, Headers.of("Content-Type", contentType), body);
  }

  /** This answer with a header set. */
  public Reply with(String name, String value) {
    return new Reply(status, headers.with(name, value), body, delivery);
  }

  /** This answer with other headers altogether. */
  public Reply withHeaders(Headers others) {
    return new Reply(status, others, body, delivery);
  }

  /** This answer with another body. */
  public Reply withBody(byte[] other) {
    return new Reply(status, headers, other, delivery);
  }

  /** This answer, sent in another way. */
  public Reply sent(Delivery other) {
    return new Reply(status, headers, body, other);
  }

  /** The body as text in UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "Reply[" + status + ", " + body.length + " bytes]";
  }
}
