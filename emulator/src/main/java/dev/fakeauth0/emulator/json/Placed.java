package dev.fakeauth0.emulator.json;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value that was read from a text, and the lines its parts stood on. The value is of the kinds
 * that {@link Json} reads. Parts are told apart by identity, so a copy of one has no place.
 */
public final class Placed {

  private final @Nullable Object value;
  private final IdentityHashMap<Object, Map<Object, Integer>> lines;

  private Placed(@Nullable Object value, IdentityHashMap<Object, Map<Object, Integer>> lines) {
    this.value = value;
    this.lines = lines;
  }

  /** A value that was in no text. */
  public static Placed nowhere(@Nullable Object value) {
    return new Placed(value, new IdentityHashMap<>(0));
  }

  /** The value. */
  public @Nullable Object value() {
    return value;
  }

  /**
   * The line, from 1, of a member of an object or of an element of an array; 0 if it is not known.
   *
   * @param container the very map or list that {@link #value} holds
   * @param nameOrIndex the member's name or the element's index
   */
  public int line(Object container, Object nameOrIndex) {
    Map<Object, Integer> parts = lines.get(container);
    return parts == null ? 0 : parts.getOrDefault(nameOrIndex, 0);
  }

  /** Notes lines while a text is read. */
  static final class Lines {

    private final IdentityHashMap<Object, Map<Object, Integer>> lines = new IdentityHashMap<>();

    void note(Object container, Object nameOrIndex, int line) {
      lines.computeIfAbsent(container, key -> new HashMap<>()).put(nameOrIndex, line);
    }

    void noteElement(List<?> container, int line) {
      note(container, container.size() - 1, line);
    }

    Placed of(@Nullable Object value) {
      return new Placed(value, lines);
    }
  }
}
