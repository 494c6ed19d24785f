package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Placed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A seed as it was read, checked in itself but not yet against a tenant.
 *
 * @param source what mistakes begin with: the file's name, empty for parts said in Java
 * @param placed the text's value, and its lines
 * @param lineOf the document's line of a line of the text, which has its keywords replaced
 * @param root the top-level members
 */
record SeedContent(
    String source, Placed placed, IntUnaryOperator lineOf, Map<String, @Nullable Object> root) {

  /** A seed that was in no text. */
  static SeedContent nowhere(String source, Map<String, ?> members) {
    Map<String, @Nullable Object> root = new LinkedHashMap<>(members);
    return new SeedContent(source, Placed.nowhere(root), line -> line, root);
  }

  /**
   * A resource of the seed, and its place.
   *
   * @param path the key that leads to it, such as {@code clients[0]}
   * @param document the resource
   */
  record Entry(SeedContent content, String path, Map<?, ?> members, Document document) {

    /** The place of the resource. */
    String place() {
      return content.place(members, firstKey(), path);
    }

    /** The place of a property. */
    String place(String property) {
      return content.place(members, property, content.join(path, property));
    }

    private Object firstKey() {
      return members.isEmpty() ? "" : members.keySet().iterator().next();
    }
  }

  /** The resources of a top-level key that holds an array; none if it is absent. */
  List<Entry> entries(String key) {
    if (!(root.get(key) instanceof List<?> items)) {
      return List.of();
    }
    List<Entry> entries = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Map<?, ?> members) {
        entries.add(new Entry(this, path(key, i, members), members, Document.of(members)));
      }
    }
    return entries;
  }

  /** A top-level key that holds an object; empty if it is absent. */
  Document section(String key) {
    return root.get(key) instanceof Map<?, ?> members ? Document.of(members) : Document.EMPTY;
  }

  /** Whether a top-level key is there, and not null. */
  boolean has(String key) {
    return root.get(key) != null;
  }

  /** How an element is called in mistakes. */
  String path(String key, int index, Object element) {
    return source.isEmpty() ? PartNames.of(key, element) : key + "[" + index + "]";
  }

  /** A path one step deeper. */
  String join(String path, String property) {
    if (path.isEmpty()) {
      return property;
    }
    return source.isEmpty() && path.endsWith("\"") ? path + ": " + property : path + "." + property;
  }

  /** Where something is: file, line if known, and path. */
  String place(Object container, Object nameOrIndex, String path) {
    if (source.isEmpty()) {
      return path;
    }
    int line = placed.line(container, nameOrIndex);
    String file = line == 0 ? source : source + ":" + lineOf.applyAsInt(line);
    return path.isEmpty() ? file : file + ": " + path;
  }
}
