package dev.fakeauth0.emulator.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as it is stored: immutable through and through, members in order, unknown ones
 * kept. The readers give an empty result where a member is absent, null or of another type; whoever
 * has to tell these apart asks {@link #get}.
 */
public final class Document {

  /** The object without members. */
  public static final Document EMPTY = new Document(Map.of());

  private final Map<String, @Nullable Object> members;

  private Document(Map<String, @Nullable Object> members) {
    this.members = members;
  }

  /**
   * A document of these members, copied deeply.
   *
   * @param members names to values of the kinds that {@link Json} reads
   */
  public static Document of(Map<?, ?> members) {
    return members.isEmpty() ? EMPTY : new Document(frozen(members));
  }

  /**
   * A document of members that nobody else holds.
   *
   * @param members unmodifiable all the way down
   */
  static Document owning(Map<String, @Nullable Object> members) {
    return members.isEmpty() ? EMPTY : new Document(members);
  }

  /** A document of name, value, name, value. */
  public static Document of(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return of(members);
  }

  /** Whether there is a member of this name, even if null. */
  public boolean has(String name) {
    return members.containsKey(name);
  }

  /** The member's value, null if it is null or absent. */
  public @Nullable Object get(String name) {
    return members.get(name);
  }

  /** The member as a string. */
  public Optional<String> string(String name) {
    return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** The member as a string, or another where it is none. */
  public String string(String name, String otherwise) {
    return members.get(name) instanceof String text ? text : otherwise;
  }

  /** The member as a boolean, or another where it is none. */
  public boolean flag(String name, boolean otherwise) {
    return members.get(name) instanceof Boolean flag ? flag : otherwise;
  }

  /** The member as a whole number. */
  public Optional<Long> number(String name) {
    return members.get(name) instanceof Number number
        ? Optional.of(number.longValue())
        : Optional.empty();
  }

  /** The member as an object. */
  public Optional<Document> object(String name) {
    return members.get(name) instanceof Map<?, ?> map ? Optional.of(view(map)) : Optional.empty();
  }

  /** The strings of the member, if it is an array; other elements are passed over. */
  public List<String> strings(String name) {
    if (!(members.get(name) instanceof List<?> items)) {
      return List.of();
    }
    List<String> strings = new ArrayList<>(items.size());
    for (Object item : items) {
      if (item instanceof String text) {
        strings.add(text);
      }
    }
    return Collections.unmodifiableList(strings);
  }

  /** The objects of the member, if it is an array; other elements are passed over. */
  public List<Document> objects(String name) {
    if (!(members.get(name) instanceof List<?> items)) {
      return List.of();
    }
    List<Document> objects = new ArrayList<>(items.size());
    for (Object item : items) {
      if (item instanceof Map<?, ?> map) {
        objects.add(view(map));
      }
    }
    return Collections.unmodifiableList(objects);
  }

  /** This document with a member set: in its place if it is there, else at the end. */
  public Document with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(members);
    changed.put(name, frozen(value));
    return new Document(Collections.unmodifiableMap(changed));
  }

  /** This document with a member set where it lacks it. */
  public Document withDefault(String name, @Nullable Object value) {
    return has(name) ? this : with(name, value);
  }

  /** This document less a member. */
  public Document without(String name) {
    if (!has(name)) {
      return this;
    }
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(members);
    changed.remove(name);
    return new Document(Collections.unmodifiableMap(changed));
  }

  /** The members, unmodifiable. */
  public Map<String, @Nullable Object> asMap() {
    return members;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Document document && document.members.equals(members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  /** Names the members, not their values, which may be secrets. */
  @Override
  public String toString() {
    return "Document" + members.keySet();
  }

  @SuppressWarnings("unchecked") // Made by frozen(): string keys, unmodifiable all the way down.
  private static Document view(Map<?, ?> frozen) {
    return new Document((Map<String, @Nullable Object>) frozen);
  }

  private static Map<String, @Nullable Object> frozen(Map<?, ?> members) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    members.forEach((name, value) -> copy.put((String) name, frozen(value)));
    return Collections.unmodifiableMap(copy);
  }

  private static @Nullable Object frozen(@Nullable Object value) {
    if (value instanceof Document document) {
      return document.members;
    }
    if (value instanceof Map<?, ?> map) {
      return frozen(map);
    }
    if (value instanceof Iterable<?> items) {
      List<@Nullable Object> copy = new ArrayList<>();
      for (Object item : items) {
        copy.add(frozen(item));
      }
      return Collections.unmodifiableList(copy);
    }
    return value instanceof Integer number ? (Object) number.longValue() : value;
  }
}
