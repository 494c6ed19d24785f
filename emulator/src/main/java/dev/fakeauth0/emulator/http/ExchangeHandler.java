package dev.fakeauth0.emulator.http;

import dev.fakeauth0.emulator.pipeline.CallHandler;
import dev.fakeauth0.emulator.pipeline.Headers;
import dev.fakeauth0.emulator.pipeline.Listener;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Request;
import io.undertow.io.Receiver;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.xnio.IoUtils;

/**
 * Joins an exchange to the handler of calls: reads the body on the I/O thread, answers on a call
 * thread. Thread-safe.
 */
final class ExchangeHandler implements HttpHandler {

  private static final byte[] NO_BODY = {};
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private final CallHandler handler;
  private final Listener listener;
  private final int maxBodyBytes;
  private final Executor calls;

  ExchangeHandler(CallHandler handler, Listener listener, int maxBodyBytes, Executor calls) {
    this.handler = handler;
    this.listener = listener;
    this.maxBodyBytes = maxBodyBytes;
    this.calls = calls;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    if (exchange.isRequestComplete()) {
      answerLater(exchange, NO_BODY, false);
      return;
    }
    Receiver receiver = exchange.getRequestReceiver();
    receiver.setMaxBufferSize(maxBodyBytes);
    receiver.receiveFullBytes(
        (same, body) -> answerLater(same, body, false), this::withoutWholeBody);
  }

  private void withoutWholeBody(HttpServerExchange exchange, IOException problem) {
    if (problem instanceof Receiver.RequestToLargeException) {
      exchange.setPersistent(false);
      answerLater(exchange, NO_BODY, true);
    } else {
      // The peer went away, or its framing is broken: there is nobody, or nothing sound, to answer.
      IoUtils.safeClose(exchange.getConnection());
    }
  }

  private void answerLater(HttpServerExchange exchange, byte[] body, boolean tooLarge) {
    exchange.dispatch(calls, () -> answer(exchange, body, tooLarge));
  }

  private void answer(HttpServerExchange exchange, byte[] body, boolean tooLarge) {
    send(exchange, handler.handle(request(exchange, body, tooLarge)));
  }

  private Request request(HttpServerExchange exchange, byte[] body, boolean tooLarge) {
    return new Request(
        exchange.getRequestMethod().toString(),
        exchange.getRequestURI(),
        exchange.getQueryString(),
        headersOf(exchange.getRequestHeaders()),
        body,
        tooLarge,
        exchange.getSourceAddress().getAddress(),
        listener);
  }

  private static Headers headersOf(HeaderMap sent) {
    List<Map.Entry<String, String>> fields = new ArrayList<>(sent.size());
    for (HeaderValues values : sent) {
      String name = values.getHeaderName().toString();
      for (int i = 0; i < values.size(); i++) {
        fields.add(new SimpleImmutableEntry<>(name, values.get(i)));
      }
    }
    return Headers.of(fields);
  }

  private static void send(HttpServerExchange exchange, Reply reply) {
    exchange.setStatusCode(reply.status());
    HeaderMap headers = exchange.getResponseHeaders();
    for (Map.Entry<String, String> field : reply.headers().fields()) {
      headers.add(new HttpString(field.getKey()), FieldText.value(field.getValue()));
    }
    if (reply.status() == NO_CONTENT || reply.status() == NOT_MODIFIED) {
      exchange.endExchange();
      return;
    }
    exchange.getResponseSender().send(ByteBuffer.wrap(reply.body()));
  }
}
