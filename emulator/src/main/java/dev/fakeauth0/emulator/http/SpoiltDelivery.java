package dev.fakeauth0.emulator.http;

import dev.fakeauth0.emulator.pipeline.Delivery;
import dev.fakeauth0.emulator.pipeline.Reply;
import io.undertow.server.AbstractServerConnection;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.Options;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * One answer that does not go over the wire whole and at once, because a failure rule says so. All
 * of it happens on the connection's I/O thread; waiting holds no thread.
 */
final class SpoiltDelivery implements Runnable {

  private static final int IGNORED_BYTES = 1024;

  private final HttpServerExchange exchange;
  private final Reply reply;

  private SpoiltDelivery(HttpServerExchange exchange, Reply reply) {
    this.exchange = exchange;
    this.reply = reply;
  }

  /** Sends a reply the way its delivery says; returns at once. */
  static void of(HttpServerExchange exchange, Reply reply) {
    SpoiltDelivery delivery = new SpoiltDelivery(exchange, reply);
    Duration delay = reply.delivery().delay();
    if (delay.isZero()) {
      exchange.getIoThread().execute(delivery);
    } else {
      delivery.after(delay, delivery);
    }
  }

  /** The delay is over. */
  @Override
  public void run() {
    try {
      switch (reply.delivery().ending()) {
        case WHOLE -> Exchanges.send(exchange, reply);
        case TRUNCATED -> Exchanges.sendHalf(exchange, reply, new HalfBody());
        case RESET -> reset();
        case STALLED -> stall();
      }
    } catch (RuntimeException unsendable) {
      logger().log(System.Logger.Level.DEBUG, "the connection broke", unsendable);
      IoUtils.safeClose(exchange.getConnection());
    }
  }

  /** Does something later, unless the connection is closed before. */
  private void after(Duration delay, Runnable what) {
    XnioExecutor.Key timer =
        exchange.getIoThread().executeAfter(what, delay.toMillis(), TimeUnit.MILLISECONDS);
    exchange.getConnection().addCloseListener(closed -> timer.remove());
  }

  /**
   * Closes so that the client sees a reset: RST instead of FIN (SO_LINGER 0), also under TLS; over
   * HTTP/2, where others use the connection too, RST_STREAM (RFC 9113 section 6.4).
   */
  private void reset() {
    ServerConnection connection = exchange.getConnection();
    try {
      if (connection.supportsOption(Options.CLOSE_ABORT)) {
        connection.setOption(Options.CLOSE_ABORT, true);
      }
    } catch (IOException gone) {
      logger().log(System.Logger.Level.DEBUG, "the client closed first", gone);
    } finally {
      IoUtils.safeClose(connection);
    }
  }

  private void stall() {
    after(Delivery.STALL, this::reset);
    if (exchange.getConnection() instanceof AbstractServerConnection plain) {
      // Nobody reads while a call is answered, so nobody would notice that the client gave up. What
      // it sends meanwhile is dropped: this connection answers no more.
      plain.resetChannel();
      ConduitStreamSourceChannel source = plain.getChannel().getSourceChannel();
      ByteBuffer ignored = ByteBuffer.allocate(IGNORED_BYTES);
      source.setReadListener(channel -> awaitEnd(channel, ignored));
      source.resumeReads();
    }
  }

  private void awaitEnd(ConduitStreamSourceChannel source, ByteBuffer ignored) {
    try {
      int read;
      do {
        ignored.clear();
        read = source.read(ignored);
      } while (read > 0);
      if (read == 0) {
        return;
      }
    } catch (IOException reset) {
      logger().log(System.Logger.Level.DEBUG, "the client reset a stalled connection", reset);
    }
    IoUtils.safeClose(exchange.getConnection());
  }

  private static System.Logger logger() {
    return System.getLogger(SpoiltDelivery.class.getName());
  }

  /** Writes half a body, then closes. */
  final class HalfBody implements ChannelListener<StreamSinkChannel> {

    private final ByteBuffer half =
        ByteBuffer.wrap(reply.body(), 0, reply.body().length / 2).slice();

    @Override
    public void handleEvent(@Nullable StreamSinkChannel channel) {
      if (channel == null || written(channel)) {
        IoUtils.safeClose(exchange.getConnection());
      } else {
        channel.getWriteSetter().set(this);
        channel.resumeWrites();
      }
    }

    /** Whether nothing is left to write, be it because nobody is there to take it. */
    private boolean written(StreamSinkChannel channel) {
      try {
        while (half.hasRemaining()) {
          if (channel.write(half) == 0) {
            return false;
          }
        }
        return channel.flush();
      } catch (IOException gone) {
        return true;
      }
    }
  }
}
