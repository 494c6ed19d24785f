package dev.fakeauth0.emulator.http;

import dev.fakeauth0.emulator.pipeline.CallHandler;
import dev.fakeauth0.emulator.pipeline.Listener;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.concurrent.Executor;

/** Starts an {@link ExchangeCall} for each exchange of a socket. Thread-safe. */
final class ExchangeHandler implements HttpHandler {

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
    new ExchangeCall(exchange, handler, listener, calls).receive(maxBodyBytes);
  }
}
