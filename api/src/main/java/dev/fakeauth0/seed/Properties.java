package dev.fakeauth0.seed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The properties of one resource, in order. Immutable. */
final class Properties {

  private final Map<String, Object> values;

  private Properties(Map<String, Object> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  static Properties of(String name, Object value) {
    return new Properties(new LinkedHashMap<>()).with(name, value);
  }

  Properties with(String name, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(values);
    changed.put(name, value);
    return new Properties(changed);
  }

  Properties without(String name) {
    Map<String, Object> changed = new LinkedHashMap<>(values);
    changed.remove(name);
    return new Properties(changed);
  }

  /** These, with elements added to an array. */
  Properties adding(String name, List<?> elements) {
    List<Object> all = new ArrayList<>();
    if (values.get(name) instanceof List<?> before) {
      all.addAll(before);
    }
    all.addAll(elements);
    return with(name, Collections.unmodifiableList(all));
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  String text(String name) {
    return values.get(name) instanceof String text ? text : "";
  }

  Map<String, Object> asMap() {
    return values;
  }
}
