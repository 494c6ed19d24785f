package dev.fakeauth0.emulator.http;

import java.io.IOException;

/** Another process, or this one, listens on the port asked for. */
public final class PortInUseException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String scheme;
  private final String host;
  private final int port;

  PortInUseException(String scheme, String host, int port, IOException cause) {
    super("port " + port + " on " + host + " is in use (wanted for " + scheme + ")", cause);
    this.scheme = scheme;
    this.host = host;
    this.port = port;
  }

  /** What the port was wanted for: {@code http} or {@code https}. */
  public String scheme() {
    return scheme;
  }

  /** The address as configured. */
  public String host() {
    return host;
  }

  /** The port that is taken. */
  public int port() {
    return port;
  }
}
