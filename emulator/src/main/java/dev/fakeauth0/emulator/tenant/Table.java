package dev.fakeauth0.emulator.tenant;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.pcollections.HashTreePMap;
import org.pcollections.OrderedPMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * The resources of one kind, in the order they were made, found by id and by one further key. The
 * further key need not be unique, and whoever lacks it is found by id alone. Immutable; a changed
 * table shares almost all with the one it came from.
 *
 * @param <T> the kind
 */
public final class Table<T extends Resource> {

  private final Function<T, String> key;
  private final OrderedPMap<String, T> byId;
  private final PMap<String, PVector<String>> idsByKey;

  private Table(
      Function<T, String> key,
      OrderedPMap<String, T> byId,
      PMap<String, PVector<String>> idsByKey) {
    this.key = key;
    this.byId = byId;
    this.idsByKey = idsByKey;
  }

  /** A table without resources. */
  static <T extends Resource> Table<T> keyedBy(Function<T, String> key) {
    return new Table<>(key, OrderedPMap.empty(), HashTreePMap.empty());
  }

  /** The resource of an id. */
  public Optional<T> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The first resource made of a further key. */
  public Optional<T> findByKey(String wanted) {
    PVector<String> ids = idsByKey.get(wanted);
    return ids == null ? Optional.empty() : find(ids.get(0));
  }

  /** All resources of a further key, in the order they were made. */
  public List<T> allByKey(String wanted) {
    PVector<String> ids = idsByKey.get(wanted);
    return ids == null ? List.of() : ids.stream().map(byId::get).toList();
  }

  /** All resources, in the order they were made. */
  public Collection<T> all() {
    return byId.values();
  }

  /** How many there are. */
  public int size() {
    return byId.size();
  }

  /** This table with a resource added, or put in the place of the one of its id. */
  public Table<T> with(T resource) {
    T before = byId.get(resource.id());
    PMap<String, PVector<String>> ids = idsByKey;
    if (before == null) {
      ids = added(ids, resource);
    } else if (!key.apply(before).equals(key.apply(resource))) {
      ids = added(removed(ids, before), resource);
    }
    return new Table<>(key, byId.plus(resource.id(), resource), ids);
  }

  /** This table less the resource of an id. */
  public Table<T> without(String id) {
    T before = byId.get(id);
    return before == null ? this : new Table<>(key, byId.minus(id), removed(idsByKey, before));
  }

  private PMap<String, PVector<String>> added(PMap<String, PVector<String>> ids, T resource) {
    String of = key.apply(resource);
    if (of.isEmpty()) {
      return ids;
    }
    PVector<String> known = ids.get(of);
    return ids.plus(of, (known == null ? TreePVector.<String>empty() : known).plus(resource.id()));
  }

  private PMap<String, PVector<String>> removed(PMap<String, PVector<String>> ids, T resource) {
    String of = key.apply(resource);
    PVector<String> rest = ids.getOrDefault(of, TreePVector.empty()).minus(resource.id());
    return rest.isEmpty() ? ids.minus(of) : ids.plus(of, rest);
  }
}
