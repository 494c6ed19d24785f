package dev.fakeauth0.emulator.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Header fields of a message, in the order they stand on the wire. Names compare without regard to
 * case (RFC 9110 section 5.1). Immutable.
 */
public final class Headers {

  /** No header at all. */
  public static final Headers NONE = new Headers(List.of());

  private final List<Map.Entry<String, String>> fields;

  private Headers(List<Map.Entry<String, String>> fields) {
    this.fields = fields;
  }

  /** The fields given, repeated names kept. */
  public static Headers of(List<Map.Entry<String, String>> fields) {
    return fields.isEmpty() ? NONE : new Headers(List.copyOf(fields));
  }

  /** The fields given as name, value, name, value. */
  public static Headers of(String... namesAndValues) {
    List<Map.Entry<String, String>> fields = new ArrayList<>(namesAndValues.length / 2);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(Map.entry(namesAndValues[i], namesAndValues[i + 1]));
    }
    return of(fields);
  }

  /** The first value of a name. */
  public Optional<String> first(String name) {
    for (Map.Entry<String, String> field : fields) {
      if (field.getKey().equalsIgnoreCase(name)) {
        return Optional.of(field.getValue());
      }
    }
    return Optional.empty();
  }

  /** All values of a name, in order. */
  public List<String> all(String name) {
    return fields.stream()
        .filter(field -> field.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** All fields in order. */
  public List<Map.Entry<String, String>> fields() {
    return fields;
  }

  /** These fields, with every field of this name replaced by one at the end. */
  public Headers with(String name, String value) {
    List<Map.Entry<String, String>> changed = others(name);
    changed.add(Map.entry(name, value));
    return of(changed);
  }

  /** These fields and one more at the end, whatever its name. */
  public Headers plus(String name, String value) {
    List<Map.Entry<String, String>> longer = new ArrayList<>(fields);
    longer.add(Map.entry(name, value));
    return of(longer);
  }

  /** These fields less those of a name. */
  public Headers without(String name) {
    return of(others(name));
  }

  /** These fields followed by the others. */
  public Headers and(Headers others) {
    List<Map.Entry<String, String>> all = new ArrayList<>(fields);
    all.addAll(others.fields);
    return of(all);
  }

  private List<Map.Entry<String, String>> others(String name) {
    List<Map.Entry<String, String>> others = new ArrayList<>(fields.size() + 1);
    for (Map.Entry<String, String> field : fields) {
      if (!field.getKey().equalsIgnoreCase(name)) {
        others.add(field);
      }
    }
    return others;
  }
}
