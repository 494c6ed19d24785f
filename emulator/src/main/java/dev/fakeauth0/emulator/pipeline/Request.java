package dev.fakeauth0.emulator.pipeline;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A request as it came from the wire, nothing decoded yet but the framing.
 *
 * @param method the method, upper case as sent
 * @param path the path as sent, still percent-encoded, without query
 * @param query the query as sent, without the question mark; empty if there is none
 * @param headers the header fields
 * @param body the body's bytes; empty if there is none or it was too large
 * @param bodyTooLarge whether the body exceeded the configured limit and was dropped
 * @param remote the peer's address
 * @param listener the socket it came in by
 */
public record Request(
    String method,
    String path,
    String query,
    Headers headers,
    byte[] body,
    boolean bodyTooLarge,
    InetAddress remote,
    Listener listener) {

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return headers.first(name);
  }

  /** The Host header (or HTTP/2's authority) as sent: a name or address, and maybe a port. */
  public Optional<String> host() {
    return headers.first("Host");
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
