package dev.fakeauth0.testcontainers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that was answered. What must be there and is not means that something else than an
 * emulator answered, or one that is much younger: an {@link IllegalStateException}.
 */
final class JsonObject {

  private final Map<?, ?> members;

  private JsonObject(Map<?, ?> members) {
    this.members = members;
  }

  static JsonObject of(@Nullable Object value) {
    if (value instanceof Map<?, ?> members) {
      return new JsonObject(members);
    }
    throw new IllegalStateException("the emulator did not answer with an object: " + value);
  }

  static List<JsonObject> all(@Nullable Object value) {
    if (!(value instanceof List<?> items)) {
      throw new IllegalStateException("the emulator did not answer with an array: " + value);
    }
    List<JsonObject> objects = new ArrayList<>(items.size());
    for (Object item : items) {
      objects.add(of(item));
    }
    return objects;
  }

  /** A string that must be there. */
  String text(String name) {
    return string(name).orElseThrow(() -> missing(name));
  }

  /** A string; empty where it is absent or null. */
  Optional<String> string(String name) {
    return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** A whole number that must be there. */
  long number(String name) {
    if (members.get(name) instanceof Number number) {
      return number.longValue();
    }
    throw missing(name);
  }

  /** Whether a flag is set. */
  boolean flag(String name) {
    return Boolean.TRUE.equals(members.get(name));
  }

  /** An object that must be there. */
  JsonObject object(String name) {
    return child(name).orElseThrow(() -> missing(name));
  }

  /** An object; empty where it is absent or null. */
  Optional<JsonObject> child(String name) {
    return members.get(name) instanceof Map<?, ?> map
        ? Optional.of(new JsonObject(map))
        : Optional.empty();
  }

  /** The objects of an array that must be there. */
  List<JsonObject> objects(String name) {
    return all(members.get(name));
  }

  /** The strings of an array; none where it is absent. */
  List<String> strings(String name) {
    List<String> strings = new ArrayList<>();
    if (members.get(name) instanceof List<?> items) {
      for (Object item : items) {
        strings.add(String.valueOf(item));
      }
    }
    return Collections.unmodifiableList(strings);
  }

  /** The members, which are strings. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    members.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
    return Collections.unmodifiableMap(texts);
  }

  /** The members, whatever they are; those that are null are left out. */
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    members.forEach(
        (name, value) -> {
          if (value != null) {
            values.put(String.valueOf(name), value);
          }
        });
    return values;
  }

  /** Names the members, not their values, which may be secrets. */
  @Override
  public String toString() {
    return "JsonObject" + members.keySet();
  }

  private IllegalStateException missing(String name) {
    return new IllegalStateException(
        "the emulator's answer has no \"" + name + "\": " + members.keySet());
  }
}
