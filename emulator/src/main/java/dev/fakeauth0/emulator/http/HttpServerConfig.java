package dev.fakeauth0.emulator.http;

import java.util.List;

/**
 * Where a server listens and how much it reads.
 *
 * @param addresses the sockets to open, in the order {@link HttpServer#listeners()} gives them
 * @param maxBodyBytes the largest request body read, in bytes; of a larger one only the fact that
 *     it was too large reaches the handler
 */
public record HttpServerConfig(List<ListenAddress> addresses, int maxBodyBytes) {

  /** What {@code --max-body} is by default: 1 MiB. */
  public static final int DEFAULT_MAX_BODY_BYTES = 1024 * 1024;

  /** Checks and copies. */
  public HttpServerConfig {
    addresses = List.copyOf(addresses);
    if (maxBodyBytes < 0) {
      throw new IllegalArgumentException("maxBodyBytes must not be negative: " + maxBodyBytes);
    }
  }

  /** These addresses with the default limit on bodies. */
  public static HttpServerConfig of(ListenAddress... addresses) {
    return new HttpServerConfig(List.of(addresses), DEFAULT_MAX_BODY_BYTES);
  }
}
