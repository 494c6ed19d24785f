package dev.fakeauth0.emulator.tenant;

import java.util.AbstractCollection;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.IntTreePMap;
import org.pcollections.PMap;

/**
 * Which places of a table have a value. Immutable. What it was made of stands in arrays; what
 * changed since stands over them, value by value, since a tree of boxed numbers takes ten times the
 * room of an array.
 *
 * @param <T> what stands at the places
 */
final class Index<T> {

  private static final int[] NONE = {};

  private final Function<? super T, ? extends Collection<String>> values;
  // Never changed once it is made: each value's places, in order.
  private final Map<String, int[]> made;
  // Whether a place has a value now, where that is not as it was made.
  private final PMap<String, IntTreePMap<Boolean>> changes;

  private Index(
      Function<? super T, ? extends Collection<String>> values,
      Map<String, int[]> made,
      PMap<String, IntTreePMap<Boolean>> changes) {
    this.values = values;
    this.made = made;
    this.changes = changes;
  }

  /**
   * The index of an empty table.
   *
   * @param values the values of one resource; none if it has no place in this index
   */
  static <T> Index<T> over(Function<? super T, ? extends Collection<String>> values) {
    return new Index<>(values, Map.of(), HashTreePMap.empty());
  }

  /**
   * The index of what stands at some places.
   *
   * @param places the places, in order, with what stands there
   */
  static <T> Index<T> over(
      Function<? super T, ? extends Collection<String>> values,
      Iterable<Map.Entry<Integer, T>> places) {
    Map<String, Gathered> gathered = new HashMap<>();
    for (Map.Entry<Integer, T> entry : places) {
      int place = entry.getKey();
      for (String value : values.apply(entry.getValue())) {
        Gathered known = gathered.get(value);
        if (known == null) {
          gathered.put(value, new Gathered(place));
        } else {
          known.add(place);
        }
      }
    }
    Map<String, int[]> made = new HashMap<>(2 * gathered.size());
    gathered.forEach((value, found) -> made.put(value, found.places()));
    return new Index<>(values, made, HashTreePMap.empty());
  }

  /** The places that have a value, in order. */
  Collection<Integer> of(String value) {
    int[] before = made.getOrDefault(value, NONE);
    IntTreePMap<Boolean> since = changes.get(value);
    return since == null && before.length == 0
        ? List.of()
        : new Places(before, since == null ? IntTreePMap.empty() : since);
  }

  /**
   * This index after what stands at a place has changed.
   *
   * @param before what stood there, null if nothing did
   * @param after what stands there now, null if nothing does
   */
  Index<T> changed(int place, @Nullable T before, @Nullable T after) {
    Collection<String> old = before == null ? Set.of() : values.apply(before);
    Collection<String> now = after == null ? Set.of() : values.apply(after);
    PMap<String, IntTreePMap<Boolean>> changed = changes;
    for (String value : old) {
      if (!now.contains(value)) {
        changed = with(changed, value, place, false);
      }
    }
    for (String value : now) {
      if (!old.contains(value)) {
        changed = with(changed, value, place, true);
      }
    }
    return changed == changes ? this : new Index<>(values, made, changed);
  }

  private PMap<String, IntTreePMap<Boolean>> with(
      PMap<String, IntTreePMap<Boolean>> all, String value, int place, boolean has) {
    boolean had = Arrays.binarySearch(made.getOrDefault(value, NONE), place) >= 0;
    IntTreePMap<Boolean> known = all.getOrDefault(value, IntTreePMap.empty());
    IntTreePMap<Boolean> changed = had == has ? known.minus(place) : known.plus(place, has);
    return changed.isEmpty() ? all.minus(value) : all.plus(value, changed);
  }

  /** The places of one value while an index is made. */
  private static final class Gathered {

    private int[] places;
    private int count = 1;

    Gathered(int first) {
      places = new int[] {first};
    }

    void add(int place) {
      if (places[count - 1] == place) {
        return; // A resource may name a value twice.
      }
      if (count == places.length) {
        places = Arrays.copyOf(places, 2 * count);
      }
      places[count] = place;
      count++;
    }

    int[] places() {
      return count == places.length ? places : Arrays.copyOf(places, count);
    }
  }

  /** The places of an array and those of a tree, in order, less those that the tree takes away. */
  private static final class Places extends AbstractCollection<Integer> {

    private final int[] made;
    private final IntTreePMap<Boolean> changes;

    Places(int[] made, IntTreePMap<Boolean> changes) {
      this.made = made;
      this.changes = changes;
    }

    @Override
    public int size() {
      int size = made.length;
      for (boolean has : changes.values()) {
        size += has ? 1 : -1;
      }
      return size;
    }

    @Override
    public Iterator<Integer> iterator() {
      return new InOrder();
    }

    private final class InOrder implements Iterator<Integer> {

      private final Iterator<Map.Entry<Integer, Boolean>> changed = changes.entrySet().iterator();
      private int at;
      private int added = -1;
      private int next = -1;

      InOrder() {
        advanceChanged();
        advance();
      }

      @Override
      public boolean hasNext() {
        return next >= 0;
      }

      @Override
      public Integer next() {
        if (next < 0) {
          throw new NoSuchElementException();
        }
        int given = next;
        advance();
        return given;
      }

      private void advance() {
        while (at < made.length && changes.containsKey(made[at])) {
          at++; // What is here and in the tree was taken away.
        }
        if (added >= 0 && (at == made.length || added < made[at])) {
          next = added;
          advanceChanged();
        } else if (at < made.length) {
          next = made[at];
          at++;
        } else {
          next = -1;
        }
      }

      private void advanceChanged() {
        added = -1;
        while (added < 0 && changed.hasNext()) {
          Map.Entry<Integer, Boolean> entry = changed.next();
          if (entry.getValue()) {
            added = entry.getKey();
          }
        }
      }
    }
  }
}
