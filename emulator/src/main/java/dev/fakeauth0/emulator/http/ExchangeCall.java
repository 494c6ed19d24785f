package dev.fakeauth0.emulator.http;

import dev.fakeauth0.emulator.pipeline.CallHandler;
import dev.fakeauth0.emulator.pipeline.Listener;
import dev.fakeauth0.emulator.pipeline.Reply;
import io.undertow.io.IoCallback;
import io.undertow.io.Receiver;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.Headers;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;

/**
 * One exchange on its way: the body is read on the I/O thread, the handler decides on a call
 * thread, the answer is sent on the I/O thread as the socket takes it. (One class with the
 * callbacks of every step, because each lambda here would cost every cold start.)
 */
final class ExchangeCall
    implements Runnable, Receiver.FullBytesCallback, Receiver.ErrorCallback, IoCallback {

  private static final byte[] NO_BODY = {};

  private final HttpServerExchange exchange;
  private final CallHandler handler;
  private final Listener listener;
  private final Executor calls;
  private byte[] body = NO_BODY;
  private boolean bodyTooLarge;
  private @Nullable Reply answer;
  private int maxBodyBytes;

  ExchangeCall(
      HttpServerExchange exchange, CallHandler handler, Listener listener, Executor calls) {
    this.exchange = exchange;
    this.handler = handler;
    this.listener = listener;
    this.calls = calls;
  }

  /** Reads the body, then has the call answered. Returns at once. */
  void receive(int limit) {
    maxBodyBytes = limit;
    if (exchange.isRequestComplete()) {
      answerLater();
    } else if (announcedTooLarge()) {
      withoutBody();
    } else if (HttpContinue.requiresContinueResponse(exchange)) {
      HttpContinue.sendContinueResponse(exchange, this);
    } else {
      receiveBody();
    }
  }

  /** The peer was told to go on with its body (RFC 9110 section 10.1.1). */
  @Override
  public void onComplete(HttpServerExchange same, Sender sender) {
    receiveBody();
  }

  /** The peer went away before it could be told. */
  @Override
  public void onException(HttpServerExchange same, Sender sender, IOException problem) {
    IoUtils.safeClose(exchange.getConnection());
  }

  /** The body is here. */
  @Override
  public void handle(HttpServerExchange same, byte[] whole) {
    body = whole;
    answerLater();
  }

  /** The body is too large, or will never be here. */
  @Override
  public void error(HttpServerExchange same, IOException problem) {
    if (problem instanceof Receiver.RequestToLargeException) {
      withoutBody();
    } else {
      // The peer went away or broke its framing: what follows could be anything, so nothing is
      // answered (RFC 9112 section 6.3 lets a server close).
      IoUtils.safeClose(exchange.getConnection());
    }
  }

  /**
   * Decides, on a call thread; then sends, on the I/O thread. Undertow would let a call thread
   * send; but then the I/O thread, woken by the client's next request, spins until that thread has
   * let go of the connection, and with more calls than cores it does not get to run: a tenth of the
   * processor, measured.
   */
  @Override
  public void run() {
    Reply decided = answer;
    Reply reply = decided == null ? reply() : decided;
    try {
      if (!reply.delivery().wholeAndAtOnce()) {
        SpoiltDelivery.of(exchange, reply);
      } else if (decided == null) {
        answer = reply;
        exchange.getIoThread().execute(this);
      } else {
        Exchanges.send(exchange, reply);
      }
    } catch (RuntimeException | Error unsendable) {
      // The connection broke at this moment, or the reply is no HTTP (a status of 7).
      logger().log(System.Logger.Level.DEBUG, "an answer was not sent", unsendable);
      IoUtils.safeClose(exchange.getConnection());
    }
  }

  private Reply reply() {
    try {
      return handler.handle(Exchanges.request(exchange, body, bodyTooLarge, listener));
    } catch (RuntimeException | Error bug) {
      // Also an Error: a client that waits for ever says less than a 500 and a line in the log.
      logger().log(System.Logger.Level.ERROR, "a call was not answered", bug);
      return Exchanges.internalServerError();
    }
  }

  /** Made when needed: loading the JDK's logging is not for every cold start. */
  private static System.Logger logger() {
    return System.getLogger(ExchangeCall.class.getName());
  }

  private boolean announcedTooLarge() {
    String length = exchange.getRequestHeaders().getFirst(Headers.CONTENT_LENGTH);
    // Undertow refused the request already if this is not a number that fits.
    return length != null && Long.parseLong(length) > maxBodyBytes;
  }

  private void receiveBody() {
    Receiver receiver = exchange.getRequestReceiver();
    receiver.setMaxBufferSize(maxBodyBytes);
    receiver.receiveFullBytes(this, this);
  }

  private void withoutBody() {
    if (bodyTooLarge) {
      // Undertow tells it again for every piece that still comes, and would end the exchange, the
      // answer still on its way, if nothing were dispatched.
      exchange.dispatch(calls, new Nothing());
      return;
    }
    bodyTooLarge = true;
    exchange.setPersistent(false);
    answerLater();
  }

  private void answerLater() {
    exchange.dispatch(calls, this);
  }

  private static final class Nothing implements Runnable {

    @Override
    public void run() {
      // The answer is given by the first of the calls.
    }
  }
}
