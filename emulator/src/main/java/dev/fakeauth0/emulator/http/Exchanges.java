package dev.fakeauth0.emulator.http;

import dev.fakeauth0.emulator.pipeline.Headers;
import dev.fakeauth0.emulator.pipeline.Listener;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Request;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.xnio.ChannelListener;
import org.xnio.channels.StreamSinkChannel;

/** Undertow's exchanges as requests, and replies as Undertow sends them. */
final class Exchanges {

  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private Exchanges() {}

  /** What was asked, as it was sent. */
  static Request request(
      HttpServerExchange exchange, byte[] body, boolean bodyTooLarge, Listener listener) {
    return new Request(
        exchange.getRequestMethod().toString(),
        path(exchange),
        exchange.getQueryString(),
        headers(exchange.getRequestHeaders()),
        body,
        bodyTooLarge,
        exchange.getSourceAddress().getAddress(),
        listener);
  }

  /** Sends a reply; returns before it is sent. */
  static void send(HttpServerExchange exchange, Reply reply) {
    head(exchange, reply);
    if (reply.status() == NO_CONTENT || reply.status() == NOT_MODIFIED) {
      // Neither has a body, and a length would promise one (RFC 9110 section 8.6).
      exchange.endExchange();
    } else {
      exchange.getResponseSender().send(ByteBuffer.wrap(reply.body()));
    }
  }

  /**
   * Promises a reply's body by its length and has somebody else write what there is to come of it.
   */
  static void sendHalf(
      HttpServerExchange exchange, Reply reply, ChannelListener<StreamSinkChannel> writer) {
    head(exchange, reply);
    exchange.setResponseContentLength(reply.body().length);
    writer.handleEvent(exchange.getResponseChannel());
  }

  private static void head(HttpServerExchange exchange, Reply reply) {
    exchange.setStatusCode(reply.status());
    HeaderMap headers = exchange.getResponseHeaders();
    for (Map.Entry<String, String> field : reply.headers().fields()) {
      if (FieldText.isName(field.getKey())) {
        headers.add(new HttpString(field.getKey()), FieldText.value(field.getValue()));
      }
    }
    if (!headers.contains(io.undertow.util.Headers.DATE)) {
      headers.put(io.undertow.util.Headers.DATE, HttpDate.now());
    }
  }

  /** What a bug looks like from outside: the shape of Auth0's API errors, and no details. */
  static Reply internalServerError() {
    return Reply.of(
        500,
        "application/json; charset=utf-8",
        "{\"statusCode\":500,\"error\":\"Internal Server Error\","
            + "\"message\":\"An internal server error occurred\"}");
  }

  /**
   * The path, also of a target in absolute form, as a proxy sends it (RFC 9112 section 3.2.2;
   * Undertow has checked that its host is the one of the Host header).
   */
  private static String path(HttpServerExchange exchange) {
    String target = exchange.getRequestURI();
    if (!exchange.isHostIncludedInRequestURI()) {
      return target;
    }
    int authority = target.indexOf("://");
    int path = target.indexOf('/', authority < 0 ? 0 : authority + "://".length());
    return path < 0 ? "/" : target.substring(path);
  }

  private static Headers headers(HeaderMap sent) {
    List<Map.Entry<String, String>> fields = new ArrayList<>(sent.size());
    for (HeaderValues values : sent) {
      String name = values.getHeaderName().toString();
      for (int i = 0; i < values.size(); i++) {
        fields.add(new SimpleImmutableEntry<>(name, values.get(i)));
      }
    }
    return Headers.of(fields);
  }
}
