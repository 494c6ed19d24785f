package dev.fakeauth0.emulator.seed;

import java.util.Map;

/** What a resource is called that was said in Java, and so has no line: {@code client "shop"}. */
final class PartNames {

  private PartNames() {}

  /** The name of a resource of a top-level key. */
  static String of(String key, Object element) {
    Map<?, ?> members = element instanceof Map<?, ?> map ? map : Map.of();
    return switch (key) {
      case "clients" -> "client " + quoted(members, "name");
      case "resourceServers" -> "API " + quoted(members, "identifier");
      case "clientGrants" -> "client grant of " + quoted(members, "client_id");
      case "organizations" -> "organization " + quoted(members, "name");
      case "roles" -> "role " + quoted(members, "name");
      case "databases", "connections" -> "connection " + quoted(members, "name");
      case "users" -> "user " + quoted(members, "email");
      default -> key + " " + quoted(members, "name");
    };
  }

  private static String quoted(Map<?, ?> members, String property) {
    Object name = members.get(property);
    return '"' + (name == null ? "" : name.toString()) + '"';
  }
}
