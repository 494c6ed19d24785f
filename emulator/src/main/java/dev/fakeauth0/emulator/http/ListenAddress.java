package dev.fakeauth0.emulator.http;

import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * A socket to open.
 *
 * @param scheme {@code http} or {@code https}
 * @param host the name or address to bind to, such as {@code 127.0.0.1}
 * @param port the port, 0 for any that is free
 * @param tls makes the TLS context of an https socket; asked when the first client connects, once
 */
public record ListenAddress(
    String scheme, String host, int port, Optional<Supplier<SSLContext>> tls) {

  /** A plain socket. */
  public static ListenAddress http(String host, int port) {
    return new ListenAddress("http", host, port, Optional.empty());
  }

  /** An encrypted socket. The supplier is not asked before a client connects. */
  public static ListenAddress https(String host, int port, Supplier<SSLContext> tls) {
    return new ListenAddress("https", host, port, Optional.of(tls));
  }
}
