package dev.fakeauth0.emulator.pipeline;

/** What the transport hands requests to. Called on a thread that may block; many at a time. */
public interface CallHandler {

  /** Answers a request. Never throws: whatever goes wrong inside is an answer too. */
  Reply handle(Request request);
}
