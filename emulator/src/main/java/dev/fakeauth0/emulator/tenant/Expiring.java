package dev.fakeauth0.emulator.tenant;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * What is kept until it expires and that nobody manages: codes, logins under way, assertions seen.
 * Found by its type and an id. What expired is not found any more, and is thrown out as others
 * come. Immutable.
 */
public final class Expiring {

  static final Expiring NONE = new Expiring(HashTreePMap.empty(), 64);

  private record Key(Class<?> type, String id) {}

  private record Kept(Object value, Instant expiry) {}

  private final PMap<Key, Kept> all;
  private final int sweptAt;

  /**
   * Values.
   *
   * @param sweptAt how many there may be before those that expired are looked for
   */
  private Expiring(PMap<Key, Kept> all, int sweptAt) {
    this.all = all;
    this.sweptAt = sweptAt;
  }

  /** The value of a type and an id, unless it expired. */
  public <T> Optional<T> find(Class<T> type, String id, Instant now) {
    @Nullable Kept kept = all.get(new Key(type, id));
    return kept == null || !kept.expiry.isAfter(now)
        ? Optional.empty()
        : Optional.of(type.cast(kept.value));
  }

  /** How many are kept, those that expired and were not thrown out yet among them. */
  public int size() {
    return all.size();
  }

  Expiring with(String id, Object value, Instant expiry, Instant now) {
    PMap<Key, Kept> kept = all;
    int next = sweptAt;
    if (kept.size() >= sweptAt) {
      for (Map.Entry<Key, Kept> each : all.entrySet()) {
        if (!each.getValue().expiry.isAfter(now)) {
          kept = kept.minus(each.getKey());
        }
      }
      next = Math.max(64, 2 * kept.size());
    }
    return new Expiring(kept.plus(new Key(value.getClass(), id), new Kept(value, expiry)), next);
  }

  Expiring without(Class<?> type, String id) {
    Key key = new Key(type, id);
    return all.containsKey(key) ? new Expiring(all.minus(key), sweptAt) : this;
  }
}
