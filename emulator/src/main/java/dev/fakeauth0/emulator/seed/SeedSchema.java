package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.refusal.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The published JSON Schema (draft 2020-12), and the reader's check by it: what an editor marks and
 * what a start refuses cannot differ. Knows the keywords the schema uses: {@code type}, {@code
 * enum}, {@code anyOf}, {@code $ref}, {@code properties}, {@code required}, {@code
 * additionalProperties}, {@code items}, {@code minimum}, {@code maximum}, {@code minLength} and
 * {@code format}.
 *
 * <p>Unlike an editor it takes null for absent, and warns of a property that an object neither
 * names nor forbids.
 */
public final class SeedSchema {

  private static final String FILE = "seed.schema.json";

  private final Map<?, ?> root;

  private SeedSchema(Map<?, ?> root) {
    this.root = root;
  }

  /** The schema's text, as it is published. */
  public static String text() {
    return new String(bytes(), java.nio.charset.StandardCharsets.UTF_8);
  }

  static SeedSchema load() {
    try {
      return new SeedSchema(Json.readObject(bytes()).asMap());
    } catch (MalformedJson e) {
      throw new IllegalStateException(FILE + " in the jar is not JSON", e);
    }
  }

  /** The top-level keys. */
  Set<String> keys() {
    return names(properties(root));
  }

  /** Whether a top-level key holds an array. */
  boolean holdsArray(String key) {
    return properties(root).get(key) instanceof Map<?, ?> schema
        && "array".equals(schema.get("type"));
  }

  /**
   * Checks a seed.
   *
   * @param mistakes takes what is wrong
   * @param unknown takes the properties that are kept all the same
   */
  void check(SeedContent seed, Mistakes mistakes, Mistakes unknown) {
    new Check(seed, mistakes, unknown).object(root, seed.root(), "");
  }

  /** One check of one seed. */
  private final class Check {

    private final SeedContent seed;
    private final Mistakes mistakes;
    private final Mistakes unknown;

    Check(SeedContent seed, Mistakes mistakes, Mistakes unknown) {
      this.seed = seed;
      this.mistakes = mistakes;
      this.unknown = unknown;
    }

    void object(Map<?, ?> schema, Map<?, ?> members, String path) {
      Map<?, ?> named = properties(schema);
      if (schema.get("required") instanceof List<?> required) {
        for (Object name : required) {
          if (members.get(name) == null) {
            mistakes.add(seed.place(members, firstKey(members), path), name + " is missing");
          }
        }
      }
      for (Map.Entry<?, ?> member : members.entrySet()) {
        String name = (String) member.getKey();
        String at = seed.join(path, name);
        if (named.containsKey(name)) {
          value(named.get(name), member.getValue(), members, name, at);
        } else if (schema.get("additionalProperties") instanceof Map<?, ?> other) {
          value(other, member.getValue(), members, name, at);
        } else if (Boolean.FALSE.equals(schema.get("additionalProperties"))) {
          mistakes.add(seed.place(members, name, at), unknownKey(name, names(named)));
        } else if (!named.isEmpty()) {
          unknown.add(
              seed.place(members, name, at),
              "unknown property, kept" + Nearest.hint(name, names(named)));
        }
      }
    }

    private void value(
        @Nullable Object schema, @Nullable Object value, Object container, Object key, String at) {
      if (!(schema instanceof Map<?, ?> given) || value == null) {
        return;
      }
      Map<?, ?> wanted = resolved(given);
      if (wanted.get("anyOf") instanceof List<?> choices) {
        for (Object choice : choices) {
          if (choice instanceof Map<?, ?> one && problem(resolved(one), value) == null) {
            inside(resolved(one), value, at, false);
            return;
          }
        }
        mistakes.add(
            seed.place(container, key, at), "is " + shown(value) + "; allowed: " + allowed(wanted));
        return;
      }
      String problem = problem(wanted, value);
      if (problem != null) {
        mistakes.add(seed.place(container, key, at), problem + "; allowed: " + allowed(wanted));
        return;
      }
      inside(wanted, value, at, container == seed.root());
    }

    private void inside(Map<?, ?> schema, Object value, String at, boolean resources) {
      if (value instanceof Map<?, ?> members) {
        object(schema, members, at);
      } else if (value instanceof List<?> items) {
        for (int i = 0; i < items.size(); i++) {
          Object item = items.get(i);
          String path = resources && item != null ? seed.path(at, i, item) : at + "[" + i + "]";
          if (item == null && schema.get("items") instanceof Map<?, ?> wanted) {
            mistakes.add(
                seed.place(items, i, path), "is empty; allowed: " + allowed(resolved(wanted)));
          } else {
            value(schema.get("items"), item, items, i, path);
          }
        }
      }
    }
  }

  private static String unknownKey(String name, Set<String> known) {
    String hint = Nearest.hint(name, known);
    return "unknown key"
        + (known.size() <= 16 || hint.isEmpty()
            ? hint + "; allowed: " + String.join(", ", known)
            : hint);
  }

  /** What is wrong with a value in itself, null if nothing is. */
  private static @Nullable String problem(Map<?, ?> schema, Object value) {
    if (schema.get("type") instanceof String type && !is(type, value)) {
      return "is " + kind(value);
    }
    if (schema.get("enum") instanceof List<?> choices && !choices.contains(value)) {
      return "is " + shown(value);
    }
    if (value instanceof Number number && outside(schema, number)) {
      return "is " + number;
    }
    if (value instanceof String text) {
      if (schema.get("minLength") instanceof Number least && text.length() < least.intValue()) {
        return "is shorter than " + least + (least.intValue() == 1 ? " character" : " characters");
      }
      if (schema.get("format") instanceof String format && !fits(format, text)) {
        return "is " + shown(text);
      }
    }
    return null;
  }

  private static boolean is(String type, Object value) {
    return switch (type) {
      case "string" -> value instanceof String;
      case "boolean" -> value instanceof Boolean;
      case "integer" -> value instanceof Long;
      case "array" -> value instanceof List<?>;
      case "object" -> value instanceof Map<?, ?>;
      default -> throw new IllegalStateException("the schema has an unknown type " + type);
    };
  }

  private static boolean outside(Map<?, ?> schema, Number number) {
    return (schema.get("minimum") instanceof Number least && number.longValue() < least.longValue())
        || (schema.get("maximum") instanceof Number most && number.longValue() > most.longValue());
  }

  private static boolean fits(String format, String text) {
    try {
      switch (format) {
        case "date-time" -> Instant.parse(text);
        case "duration" -> Duration.parse(text);
        default -> throw new IllegalStateException("the schema has an unknown format " + format);
      }
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private String allowed(Map<?, ?> schema) {
    if (schema.get("anyOf") instanceof List<?> choices) {
      List<String> each = new ArrayList<>();
      for (Object choice : choices) {
        if (choice instanceof Map<?, ?> one) {
          each.add(allowed(resolved(one)));
        }
      }
      return String.join(", ", each);
    }
    if (schema.get("enum") instanceof List<?> choices) {
      return String.join(", ", choices.stream().map(String::valueOf).toList());
    }
    if (schema.get("format") instanceof String format) {
      return format.equals("duration")
          ? "a duration such as PT1H"
          : "a moment such as 2026-01-01T00:00:00Z";
    }
    return switch (String.valueOf(schema.get("type"))) {
      case "string" ->
          schema.get("minLength") instanceof Number least && least.intValue() > 1
              ? "text of " + least + " characters or more"
              : "text";
      case "boolean" -> "true, false";
      case "integer" -> "a whole number" + range(schema);
      case "array" ->
          schema.get("items") instanceof Map<?, ?> items
              ? "an array, each element " + allowed(resolved(items))
              : "an array";
      default -> "an object";
    };
  }

  private static String range(Map<?, ?> schema) {
    Object least = schema.get("minimum");
    Object most = schema.get("maximum");
    return (least == null ? "" : " from " + least) + (most == null ? "" : " to " + most);
  }

  private Map<?, ?> resolved(Map<?, ?> schema) {
    if (schema.get("$ref") instanceof String ref
        && root.get("$defs") instanceof Map<?, ?> definitions
        && definitions.get(ref.substring("#/$defs/".length())) instanceof Map<?, ?> definition) {
      return definition;
    }
    return schema;
  }

  private static Map<?, ?> properties(Map<?, ?> schema) {
    return schema.get("properties") instanceof Map<?, ?> properties ? properties : Map.of();
  }

  private static Set<String> names(Map<?, ?> members) {
    Set<String> names = new LinkedHashSet<>();
    members.keySet().forEach(name -> names.add((String) name));
    return names;
  }

  private static Object firstKey(Map<?, ?> members) {
    return members.isEmpty() ? "" : members.keySet().iterator().next();
  }

  private static String kind(Object value) {
    if (value instanceof String) {
      return "text";
    }
    if (value instanceof Boolean flag) {
      return flag.toString();
    }
    if (value instanceof Number) {
      return "a number";
    }
    return value instanceof List<?> ? "an array" : "an object";
  }

  private static String shown(Object value) {
    String text =
        value instanceof String || value instanceof Number || value instanceof Boolean
            ? String.valueOf(value)
            : kind(value);
    return text.length() > 80 ? text.substring(0, 80) + "..." : text;
  }

  private static byte[] bytes() {
    try (InputStream in = SeedSchema.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not in the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
