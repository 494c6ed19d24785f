package dev.fakeauth0.emulator.http;

import dev.fakeauth0.emulator.http.tls.LazySslContext;
import dev.fakeauth0.emulator.pipeline.CallHandler;
import dev.fakeauth0.emulator.pipeline.Listener;
import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.OpenListener;
import io.undertow.server.protocol.http.AlpnOpenListener;
import io.undertow.server.protocol.http.HttpOpenListener;
import io.undertow.server.protocol.http2.Http2OpenListener;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.channels.AcceptingChannel;

/** One bound socket and the connections that came in by it. */
final class OpenSocket implements AutoCloseable {

  private static final OptionMap SOCKET =
      OptionMap.builder().set(Options.TCP_NODELAY, true).set(Options.BACKLOG, 1024).getMap();

  private static final int MAX_HEADER_BYTES = 128 * 1024;
  private static final int IDLE_CONNECTION_MILLIS = 120_000;
  private static final int SLOW_HEADER_MILLIS = 30_000;

  /**
   * The request target reaches the handler as it was sent, however odd: it answers, not Undertow.
   */
  private static final OptionMap HTTP =
      OptionMap.builder()
          .set(UndertowOptions.BUFFER_PIPELINED_DATA, true)
          .set(UndertowOptions.DECODE_URL, false)
          .set(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
          .set(UndertowOptions.ALLOW_UNKNOWN_PROTOCOLS, false)
          .set(UndertowOptions.ALWAYS_SET_DATE, false)
          .set(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, true)
          .set(UndertowOptions.MAX_PARAMETERS, 10_000)
          .set(UndertowOptions.MAX_HEADERS, 200)
          .set(UndertowOptions.MAX_HEADER_SIZE, MAX_HEADER_BYTES)
          .set(UndertowOptions.NO_REQUEST_TIMEOUT, IDLE_CONNECTION_MILLIS)
          .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, SLOW_HEADER_MILLIS)
          .getMap();

  private final Listener listener;
  private final AcceptingChannel<? extends StreamConnection> channel;
  private final OpenListener connections;

  private OpenSocket(
      Listener listener,
      AcceptingChannel<? extends StreamConnection> channel,
      OpenListener connections) {
    this.listener = listener;
    this.channel = channel;
    this.connections = connections;
  }

  static OpenSocket open(ListenAddress address, int maxBodyBytes, CallHandler handler)
      throws IOException {
    SharedWorker worker = SharedWorker.INSTANCE;
    OpenListener connections =
        address.tls().isPresent() ? encrypted(worker.buffers()) : plain(worker.buffers());
    AcceptingChannel<? extends StreamConnection> channel = bind(address, connections, worker);
    int port = channel.getLocalAddress(InetSocketAddress.class).getPort();
    Listener listener = new Listener(address.scheme(), address.host(), port);
    connections.setRootHandler(
        new ExchangeHandler(handler, listener, maxBodyBytes, worker.calls()));
    channel.resumeAccepts();
    return new OpenSocket(listener, channel, connections);
  }

  Listener listener() {
    return listener;
  }

  @Override
  public void close() {
    IoUtils.safeClose(channel);
    connections.closeConnections();
  }

  private static OpenListener plain(ByteBufferPool buffers) {
    return new HttpOpenListener(buffers, HTTP);
  }

  private static OpenListener encrypted(ByteBufferPool buffers) {
    return new AlpnOpenListener(buffers, HTTP, new HttpOpenListener(buffers, HTTP))
        .addProtocol(Http2OpenListener.HTTP2, new Http2OpenListener(buffers, HTTP), 10);
  }

  private static AcceptingChannel<? extends StreamConnection> bind(
      ListenAddress address, OpenListener connections, SharedWorker worker) throws IOException {
    InetSocketAddress socket = new InetSocketAddress(resolve(address), address.port());
    try {
      if (address.tls().isPresent()) {
        SSLContext context = LazySslContext.of(address.tls().get());
        return new UndertowXnioSsl(
                worker.io().getXnio(), OptionMap.EMPTY, worker.buffers(), context)
            .createSslConnectionServer(worker.io(), socket, accepting(connections), SOCKET);
      }
      return worker.io().createStreamConnectionServer(socket, accepting(connections), SOCKET);
    } catch (IOException refused) {
      throw named(address, refused);
    }
  }

  private static InetAddress resolve(ListenAddress address) throws IOException {
    try {
      return InetAddress.getByName(address.host());
    } catch (UnknownHostException unknown) {
      throw new IOException(
          "cannot listen on " + address.host() + ": the name has no address", unknown);
    }
  }

  private static IOException named(ListenAddress address, IOException refused) {
    String reason = String.valueOf(refused.getMessage());
    if (refused instanceof BindException && reason.toLowerCase(Locale.ROOT).contains("in use")) {
      return new PortInUseException(address.scheme(), address.host(), address.port(), refused);
    }
    return new IOException(
        "cannot listen on "
            + address.scheme()
            + "://"
            + address.host()
            + ":"
            + address.port()
            + ": "
            + reason,
        refused);
  }

  private static <C extends StreamConnection> ChannelListener<AcceptingChannel<C>> accepting(
      OpenListener connections) {
    return ChannelListeners.openListenerAdapter(connections);
  }
}
