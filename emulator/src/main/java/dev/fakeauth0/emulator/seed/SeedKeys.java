package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.json.Document;
import java.util.ArrayList;
import java.util.List;

/** The top-level keys of a seed document that a tenant's state has a place of its own for. */
final class SeedKeys {

  /** An e-mail address and the like are told apart within a connection, factors by provider. */
  private static final List<String> NAMES =
      List.of("name", "email", "username", "connection", "template", "domain", "key", "provider");

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
      default ->
          SeedCollections.KEYS.contains(key)
              || PlainCollections.knows(key)
              || key.equals(SeedPages.KEY);
    };
  }

  /** Whether what stands under a key has behaviour, and so cannot do without its keywords. */
  static boolean used(String key) {
    return switch (key) {
      case "roles", "databases", "connections" -> false;
      default -> modelled(key) && !PlainCollections.knows(key) && !key.equals(SeedPages.KEY);
    };
  }

  /** What tells a kept resource from others of its key. */
  static List<Object> nameOf(Document document) {
    List<Object> name = new ArrayList<>();
    for (String property : NAMES) {
      if (document.string(property).isPresent()) {
        name.add(property + '=' + document.string(property, ""));
      }
    }
    return name;
  }
}
