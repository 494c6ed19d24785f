package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.emulator.json.Document;

/**
 * What a call leaves in the tenant's log, kept as it was found: calls are many and readers of logs
 * are few, so the record is made when somebody reads it.
 */
@FunctionalInterface
public interface LogFacts {

  /**
   * The record's own members: its {@code type} (Auth0 docs, "Log Event Type Codes") and what else
   * it knows. Called once at most, on any thread.
   */
  Document members();
}
