package dev.fakeauth0.emulator.pipeline;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/** Requests for tests, as a local client would send them. */
public final class Requests {

  /** The listener tests are reached by. */
  public static final Listener PLAIN = new Listener("http", "127.0.0.1", 8080);

  private Requests() {}

  /** A request without a body. */
  public static Request get(String path, String... headers) {
    return request("GET", path, "", headers);
  }

  /** A request with a body. */
  public static Request post(String path, String body, String... headers) {
    return request("POST", path, body, headers);
  }

  /** Any request; the path may have a query. */
  public static Request request(String method, String path, String body, String... headers) {
    int mark = path.indexOf('?');
    return new Request(
        method,
        mark < 0 ? path : path.substring(0, mark),
        mark < 0 ? "" : path.substring(mark + 1),
        Headers.of(headers),
        body.getBytes(StandardCharsets.UTF_8),
        false,
        InetAddress.getLoopbackAddress(),
        PLAIN);
  }
}
