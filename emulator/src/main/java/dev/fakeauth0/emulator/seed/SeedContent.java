package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Placed;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
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

  /** A resource of the seed, and its place. What it costs to make is paid when it is asked for. */
  static final class Entry {

    private final SeedContent content;
    private final String key;
    private final int index;
    private final Map<?, ?> members;
    private @Nullable Document document;

    private Entry(SeedContent content, String key, int index, Map<?, ?> members) {
      this.content = content;
      this.key = key;
      this.index = index;
      this.members = members;
    }

    /** The resource. */
    Document document() {
      Document known = document;
      if (known == null) {
        known = Document.of(members);
        document = known;
      }
      return known;
    }

    /** A property as a string; it needs no {@link #document}. */
    Optional<String> string(String property) {
      return members.get(property) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** The place of the resource. */
    String place() {
      return content.place(members, firstKey(), path());
    }

    /** The place of a property. */
    String place(String property) {
      return content.place(members, property, content.join(path(), property));
    }

    /** How the resource of the same kind at another index is called in mistakes. */
    String path(int other) {
      return content.path(key, other, members);
    }

    /** The key that leads to it, such as {@code clients[0]}. */
    private String path() {
      return content.path(key, index, members);
    }

    private Object firstKey() {
      return members.isEmpty() ? "" : members.keySet().iterator().next();
    }
  }

  /**
   * The resources of a top-level key that holds an array; none if it is absent. They are made as
   * they are walked through, since there may be a million users.
   */
  Iterable<Entry> entries(String key) {
    if (!(root.get(key) instanceof List<?> items)) {
      return List.of();
    }
    return new Entries(this, key, items);
  }

  private record Entries(SeedContent content, String key, List<?> items)
      implements Iterable<Entry> {
    @Override
    public Iterator<Entry> iterator() {
      return new Walk(content, key, items);
    }
  }

  private static final class Walk implements Iterator<Entry> {

    private final SeedContent content;
    private final String key;
    private final List<?> items;
    private int at;

    Walk(SeedContent content, String key, List<?> items) {
      this.content = content;
      this.key = key;
      this.items = items;
    }

    @Override
    public boolean hasNext() {
      while (at < items.size() && !(items.get(at) instanceof Map<?, ?>)) {
        at++;
      }
      return at < items.size();
    }

    @Override
    public Entry next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Entry entry = new Entry(content, key, at, (Map<?, ?>) items.get(at));
      at++;
      return entry;
    }
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
