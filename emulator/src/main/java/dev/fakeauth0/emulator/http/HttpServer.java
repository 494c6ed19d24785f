package dev.fakeauth0.emulator.http;

import dev.fakeauth0.emulator.pipeline.CallHandler;
import dev.fakeauth0.emulator.pipeline.Listener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Listens on one or more sockets and hands what comes in to a {@link CallHandler}. Threads are
 * shared by all servers of the JVM, so that a further server costs a socket and nothing else.
 * Thread-safe.
 */
public final class HttpServer implements AutoCloseable {

  private final List<OpenSocket> sockets;

  private HttpServer(List<OpenSocket> sockets) {
    this.sockets = sockets;
  }

  /**
   * Opens every address of the configuration, or none.
   *
   * @throws PortInUseException if a port is taken; nothing is left open
   * @throws IOException if an address cannot be listened on for another reason; the message names
   *     it; nothing is left open
   */
  public static HttpServer start(HttpServerConfig config, CallHandler handler) throws IOException {
    List<OpenSocket> opened = new ArrayList<>(config.addresses().size());
    boolean complete = false;
    try {
      for (ListenAddress address : config.addresses()) {
        opened.add(OpenSocket.open(address, config.maxBodyBytes(), handler));
      }
      complete = true;
      return new HttpServer(List.copyOf(opened));
    } finally {
      if (!complete) {
        closeAll(opened);
      }
    }
  }

  /** The sockets as they are bound, in the order of the configuration. */
  public List<Listener> listeners() {
    List<Listener> listeners = new ArrayList<>(sockets.size());
    for (OpenSocket socket : sockets) {
      listeners.add(socket.listener());
    }
    return listeners;
  }

  /** Stops listening and closes the connections. A second call does nothing. */
  @Override
  public void close() {
    closeAll(sockets);
  }

  private static void closeAll(List<OpenSocket> sockets) {
    for (OpenSocket socket : sockets) {
      socket.close();
    }
  }
}
