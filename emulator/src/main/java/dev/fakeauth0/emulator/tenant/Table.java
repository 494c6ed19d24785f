package dev.fakeauth0.emulator.tenant;

import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.IntTreePMap;
import org.pcollections.PMap;

/**
 * The resources of one kind, in the order they were made, found by id and by one further key. The
 * further key need not be unique, and whoever lacks it is found by id alone. Indexes over other
 * values are made when they are first asked for and stay with the table and those that come of it.
 * Immutable; a changed table shares almost all with the one it came from.
 *
 * @param <T> the kind
 */
public final class Table<T extends Resource> {

  private final PMap<String, Integer> places;
  private final IntTreePMap<T> inOrder;
  private final int nextPlace;
  private final Index<T> byKey;
  // Made on demand of what never changes: whoever makes one twice makes the same.
  private volatile PMap<String, Index<T>> indexes;

  private Table(
      PMap<String, Integer> places,
      IntTreePMap<T> inOrder,
      int nextPlace,
      Index<T> byKey,
      PMap<String, Index<T>> indexes) {
    this.places = places;
    this.inOrder = inOrder;
    this.nextPlace = nextPlace;
    this.byKey = byKey;
    this.indexes = indexes;
  }

  /**
   * A table without resources.
   *
   * @param key the further key; an empty one is none
   */
  static <T extends Resource> Table<T> keyedBy(Function<T, String> key) {
    return new Table<>(
        HashTreePMap.empty(),
        IntTreePMap.empty(),
        0,
        Index.over(
            resource -> {
              String of = key.apply(resource);
              return of.isEmpty() ? Set.of() : Collections.singleton(of);
            }),
        HashTreePMap.empty());
  }

  /** The resource of an id. */
  public Optional<T> find(String id) {
    Integer place = places.get(id);
    return place == null ? Optional.empty() : Optional.ofNullable(inOrder.get(place));
  }

  /** The first resource made of a further key. */
  public Optional<T> findByKey(String wanted) {
    Iterator<Integer> found = byKey.of(wanted).iterator();
    return found.hasNext() ? Optional.of(at(found.next())) : Optional.empty();
  }

  /** All resources of a further key, in the order they were made. */
  public List<T> allByKey(String wanted) {
    List<T> all = new ArrayList<>();
    for (Integer place : byKey.of(wanted)) {
      all.add(at(place));
    }
    return Collections.unmodifiableList(all);
  }

  /**
   * All resources that have a value, in the order they were made. The first who asks pays for the
   * index.
   *
   * @param index the index's name, always given with the same function
   * @param values the values of one resource: they depend on it alone
   */
  public Collection<T> having(
      String index, Function<? super T, ? extends Collection<String>> values, String value) {
    Index<T> known = indexes.get(index);
    if (known == null) {
      known = Index.over(values, inOrder.entrySet());
      indexes = indexes.plus(index, known);
    }
    return new AtPlaces(known.of(value));
  }

  /** All resources, in the order they were made. */
  public Collection<T> all() {
    return inOrder.values();
  }

  /** How many there are. */
  public int size() {
    return inOrder.size();
  }

  /** This table with a resource added, or put in the place of the one of its id. */
  public Table<T> with(T resource) {
    Integer known = places.get(resource.id());
    int place = known == null ? nextPlace : known;
    T before = known == null ? null : inOrder.get(place);
    return new Table<>(
        known == null ? places.plus(resource.id(), place) : places,
        inOrder.plus(place, resource),
        known == null ? nextPlace + 1 : nextPlace,
        byKey.changed(place, before, resource),
        changed(place, before, resource));
  }

  /** This table less the resource of an id. */
  public Table<T> without(String id) {
    Integer place = places.get(id);
    if (place == null) {
      return this;
    }
    T before = at(place);
    return new Table<>(
        places.minus(id),
        inOrder.minus(place),
        nextPlace,
        byKey.changed(place, before, null),
        changed(place, before, null));
  }

  private T at(Integer place) {
    return Objects.requireNonNull(inOrder.get(place));
  }

  private PMap<String, Index<T>> changed(int place, @Nullable T before, @Nullable T after) {
    PMap<String, Index<T>> all = indexes;
    if (all.isEmpty()) {
      return all; // Nearly always: no iterator is made for nothing.
    }
    PMap<String, Index<T>> changed = all;
    for (Map.Entry<String, Index<T>> index : all.entrySet()) {
      changed = changed.plus(index.getKey(), index.getValue().changed(place, before, after));
    }
    return changed;
  }

  /** The resources at some places, looked up as they are walked through. */
  private final class AtPlaces extends AbstractCollection<T> {

    private final Collection<Integer> places;

    AtPlaces(Collection<Integer> places) {
      this.places = places;
    }

    @Override
    public Iterator<T> iterator() {
      Iterator<Integer> left = places.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return left.hasNext();
        }

        @Override
        public T next() {
          return at(left.next());
        }
      };
    }

    @Override
    public int size() {
      return places.size();
    }
  }
}
