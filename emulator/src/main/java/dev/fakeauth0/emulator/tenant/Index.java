package dev.fakeauth0.emulator.tenant;

import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.IntTreePMap;
import org.pcollections.PMap;

/**
 * Which places of a table have a value. Immutable.
 *
 * @param <T> what stands at the places
 */
final class Index<T> {

  private final Function<? super T, ? extends Collection<String>> values;
  private final PMap<String, IntTreePMap<Boolean>> places;

  private Index(
      Function<? super T, ? extends Collection<String>> values,
      PMap<String, IntTreePMap<Boolean>> places) {
    this.values = values;
    this.places = places;
  }

  /**
   * The index of an empty table.
   *
   * @param values the values of one resource; none if it has no place in this index
   */
  static <T> Index<T> over(Function<? super T, ? extends Collection<String>> values) {
    return new Index<>(values, HashTreePMap.empty());
  }

  /** The places that have a value, in order. */
  Set<Integer> of(String value) {
    IntTreePMap<Boolean> found = places.get(value);
    return found == null ? Set.of() : found.keySet();
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
    PMap<String, IntTreePMap<Boolean>> changed = places;
    for (String value : old) {
      if (!now.contains(value)) {
        changed = removed(changed, value, place);
      }
    }
    for (String value : now) {
      if (!old.contains(value)) {
        IntTreePMap<Boolean> known = changed.get(value);
        changed =
            changed.plus(
                value,
                (known == null ? IntTreePMap.<Boolean>empty() : known).plus(place, Boolean.TRUE));
      }
    }
    return changed == places ? this : new Index<>(values, changed);
  }

  private static PMap<String, IntTreePMap<Boolean>> removed(
      PMap<String, IntTreePMap<Boolean>> from, String value, int place) {
    IntTreePMap<Boolean> known = from.get(value);
    if (known == null) {
      return from;
    }
    IntTreePMap<Boolean> rest = known.minus(place);
    return rest.isEmpty() ? from.minus(value) : from.plus(value, rest);
  }
}
