package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.json.Document;
import java.util.List;

/** The top-level keys of a seed document that a tenant's state has a place of its own for. */
final class SeedKeys {

  private SeedKeys() {}

  /** Whether the state models what stands under a key; all else is kept as it was read. */
  static boolean modelled(String key) {
    return switch (key) {
      case "tenant",
          "clients",
          "resourceServers",
          "clientGrants",
          "organizations",
          "fakeAuth0",
          "$schema" ->
          true;
      default -> false;
    };
  }

  /** What tells a kept resource from others of its key. */
  static String nameOf(Document document) {
    for (String property : List.of("user_id", "email", "name", "template", "domain", "key")) {
      if (document.string(property).isPresent()) {
        String connection = document.string("connection").orElse("");
        return property + '\n' + document.string(property).get() + '\n' + connection;
      }
    }
    return document.asMap().toString();
  }
}
