package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.management.catalogue.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value as an answer's schema shows it: known members in the schema's order, what is write-only
 * left out, and other members only where the schema lets them be.
 */
final class View {

  private View() {}

  /** The value as the schema shows it. */
  static @Nullable Object of(Schema schema, @Nullable Object value) {
    if (value instanceof Map<?, ?> members) {
      return object(schema, members);
    }
    if (value instanceof List<?> items) {
      Optional<Schema> of = arrayOf(schema);
      if (of.isEmpty()) {
        return value;
      }
      List<@Nullable Object> shown = new ArrayList<>(items.size());
      for (Object item : items) {
        shown.add(of(of.get(), item));
      }
      return shown;
    }
    return value;
  }

  private static Object object(Schema schema, Map<?, ?> members) {
    Map<String, Schema> properties = properties(schema, members);
    if (properties.isEmpty()) {
      return members;
    }
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    for (Map.Entry<String, Schema> property : properties.entrySet()) {
      if (members.containsKey(property.getKey()) && !property.getValue().writeOnly()) {
        Object value = members.get(property.getKey());
        shown.put(property.getKey(), of(property.getValue(), value));
      }
    }
    if (!closed(schema)) {
      for (Map.Entry<?, ?> member : members.entrySet()) {
        if (!properties.containsKey(member.getKey())) {
          shown.put((String) member.getKey(), member.getValue());
        }
      }
    }
    return shown;
  }

  /** The known members of an object, those of all parts and of the alternative that fits best. */
  static Map<String, Schema> properties(Schema schema, Map<?, ?> members) {
    Map<String, Schema> properties = new LinkedHashMap<>(schema.properties());
    for (Schema part : schema.allOf()) {
      properties.putAll(properties(part, members));
    }
    Map<String, Schema> best = Map.of();
    int most = -1;
    for (List<Schema> alternatives : List.of(schema.oneOf(), schema.anyOf())) {
      for (Schema alternative : alternatives) {
        Map<String, Schema> own = properties(alternative, members);
        int fit = fit(own, alternative, members);
        if (fit > most) {
          most = fit;
          best = own;
        }
      }
    }
    properties.putAll(best);
    return properties;
  }

  private static int fit(Map<String, Schema> own, Schema alternative, Map<?, ?> members) {
    int fit = 0;
    for (Map.Entry<String, Schema> property : own.entrySet()) {
      if (members.containsKey(property.getKey())) {
        List<@Nullable Object> values = property.getValue().values();
        Object value = members.get(property.getKey());
        fit += values.isEmpty() ? 2 : values.contains(value) ? 50 : -50;
        if (value instanceof Map<?, ?> inner) {
          // What tells alternatives apart may stand deeper.
          fit += fit(properties(property.getValue(), inner), property.getValue(), inner);
        }
      } else if (alternative.required().contains(property.getKey())) {
        fit--;
      }
    }
    return Math.max(0, fit);
  }

  /** Whether members that no part knows are left out. */
  private static boolean closed(Schema schema) {
    if (schema.closed()) {
      return true;
    }
    for (List<Schema> parts : List.of(schema.allOf(), schema.oneOf(), schema.anyOf())) {
      for (Schema part : parts) {
        if (closed(part)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Optional<Schema> arrayOf(Schema schema) {
    if (schema.items().isPresent()) {
      return schema.items();
    }
    for (List<Schema> parts : List.of(schema.oneOf(), schema.anyOf(), schema.allOf())) {
      for (Schema part : parts) {
        if (part.items().isPresent()) {
          return part.items();
        }
      }
    }
    return Optional.empty();
  }

  /** The smallest value a schema takes: what must be there, and what has a default. */
  static @Nullable Object sample(Schema schema) {
    return sample(schema, 0);
  }

  private static @Nullable Object sample(Schema schema, int depth) {
    if (schema.hasDefault()) {
      return schema.defaultValue();
    }
    if (!schema.values().isEmpty()) {
      return schema.values().get(0);
    }
    for (List<Schema> alternatives : List.of(schema.oneOf(), schema.anyOf())) {
      if (!alternatives.isEmpty() && schema.properties().isEmpty()) {
        return sample(alternatives.get(0), depth);
      }
    }
    if (schema.allows(Schema.Type.OBJECT)
        && (schema.types().isEmpty() || schema.types().contains(Schema.Type.OBJECT))) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      for (Map.Entry<String, Schema> property : properties(schema, Map.of()).entrySet()) {
        boolean wanted = schema.required().contains(property.getKey());
        if ((wanted || property.getValue().hasDefault()) && depth < 6) {
          members.put(property.getKey(), sample(property.getValue(), depth + 1));
        }
      }
      return members;
    }
    if (schema.types().contains(Schema.Type.NULL)) {
      return null;
    }
    if (schema.types().contains(Schema.Type.ARRAY)) {
      return List.of();
    }
    if (schema.types().contains(Schema.Type.BOOLEAN)) {
      return false;
    }
    if (schema.types().contains(Schema.Type.STRING)) {
      return text(schema);
    }
    return schema.minimum().map(BigDecimal::longValue).orElse(0L);
  }

  private static String text(Schema schema) {
    return switch (schema.format().orElse("")) {
      case "date-time" -> "2024-01-01T00:00:00.000Z";
      case "email" -> "user@example.com";
      case "uri", "strict-uri", "absolute-https-uri-or-empty", "https-url" ->
          "https://example.com/";
      default -> "";
    };
  }
}
