package dev.fakeauth0.emulator.management;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * In which order the envelope of a list names its members. Auth0 has several orders, by the age of
 * the list, as recorded; one that was not seen is written as its schema has it.
 */
enum EnvelopeOrder {
  /** {@code total}, {@code start}, {@code limit}, then the list. */
  TOTAL_FIRST,
  /** The list, then {@code start}, {@code limit}, {@code total}. */
  ITEMS_FIRST,
  /** {@code limit}, {@code start}, {@code total}, then the list. */
  LIMIT_FIRST,
  /** {@code start}, {@code limit}, {@code length}, the list, {@code total}. */
  LENGTH_WITHIN,
  /** As the schema of the answer has it. */
  AS_DOCUMENTED;

  /** That of a list by its path as the catalogue writes it, {@code /roles/{id}/users}. */
  static EnvelopeOrder of(String path) {
    return switch (path) {
      case "/clients",
          "/client-grants",
          "/connections",
          "/device-credentials",
          "/grants",
          "/hooks",
          "/network-acls",
          "/resource-servers",
          "/rules" ->
          TOTAL_FIRST;
      case "/keys/encryption",
          "/organizations",
          "/prompts/rendering",
          "/roles",
          "/roles/{id}/permissions",
          "/self-service-profiles",
          "/users/{id}/permissions",
          "/users/{id}/roles" ->
          ITEMS_FIRST;
      case "/flows", "/flows/vault/connections", "/forms" -> LIMIT_FIRST;
      case "/users" -> LENGTH_WITHIN;
      default -> path.startsWith("/organizations/") ? ITEMS_FIRST : AS_DOCUMENTED;
    };
  }

  /**
   * An envelope in this order; members that the order does not name come last.
   *
   * @param key the member that holds the list
   */
  Map<String, Object> of(Map<String, Object> envelope, String key) {
    Map<String, Object> ordered = new LinkedHashMap<>();
    for (String name : names(key)) {
      Object value = envelope.get(name);
      if (value != null) {
        ordered.put(name, value);
      }
    }
    envelope.forEach(ordered::putIfAbsent);
    return ordered;
  }

  private List<String> names(String key) {
    return switch (this) {
      case TOTAL_FIRST -> List.of("total", "start", "limit", key);
      case ITEMS_FIRST -> List.of(key, "start", "limit", "total");
      case LIMIT_FIRST -> List.of("limit", "start", "total", key);
      case LENGTH_WITHIN -> List.of("start", "limit", "length", key, "total");
      case AS_DOCUMENTED -> List.of();
    };
  }
}
