package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;

/** When what a seed brings was made: at one time, as a seed does not say, and exports are equal. */
final class SeededTimes {

  private static final String TIME = "2020-01-01T00:00:00.000Z";

  private SeededTimes() {}

  /** A document with the times it lacks. */
  static Document filled(Document document) {
    return document.withDefault("created_at", TIME).withDefault("updated_at", TIME);
  }
}
