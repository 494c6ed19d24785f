package dev.fakeauth0.emulator.tenant;

import dev.fakeauth0.emulator.json.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.OrderedPMap;
import org.pcollections.PMap;

/**
 * Who belongs to whom, seen from both sides, each pair with attributes of its own: users and their
 * roles, organizations and their members. Immutable; a changed relation shares almost all with the
 * one it came from.
 */
public final class Relation {

  /** The relation that joins nothing. */
  public static final Relation NONE = new Relation(HashTreePMap.empty(), HashTreePMap.empty());

  private final PMap<String, OrderedPMap<String, Document>> rights;
  private final PMap<String, OrderedPMap<String, Document>> lefts;

  private Relation(
      PMap<String, OrderedPMap<String, Document>> rights,
      PMap<String, OrderedPMap<String, Document>> lefts) {
    this.rights = rights;
    this.lefts = lefts;
  }

  /** What is joined to a left side, in the order it was joined. */
  public List<String> rightsOf(String left) {
    return keys(rights.get(left));
  }

  /** What a right side is joined to, in the order it was joined. */
  public List<String> leftsOf(String right) {
    return keys(lefts.get(right));
  }

  /** The attributes of a pair, empty if the two are not joined. */
  public Optional<Document> find(String left, String right) {
    OrderedPMap<String, Document> joined = rights.get(left);
    return joined == null ? Optional.empty() : Optional.ofNullable(joined.get(right));
  }

  /** All left sides that are joined to something. */
  public Iterable<String> lefts() {
    return rights.keySet();
  }

  /** This relation with a pair joined, or its attributes replaced. */
  Relation with(String left, String right, Document attributes) {
    return new Relation(
        joined(rights, left, right, attributes), joined(lefts, right, left, attributes));
  }

  /** This relation less a pair. */
  Relation without(String left, String right) {
    return find(left, right).isEmpty()
        ? this
        : new Relation(parted(rights, left, right), parted(lefts, right, left));
  }

  /** This relation less all pairs of a left side. */
  Relation withoutLeft(String left) {
    Relation rest = this;
    for (String right : rightsOf(left)) {
      rest = rest.without(left, right);
    }
    return rest;
  }

  /** This relation less all pairs of a right side. */
  Relation withoutRight(String right) {
    Relation rest = this;
    for (String left : leftsOf(right)) {
      rest = rest.without(left, right);
    }
    return rest;
  }

  private static List<String> keys(@org.jspecify.annotations.Nullable Map<String, Document> side) {
    return side == null ? List.of() : new ArrayList<>(side.keySet());
  }

  private static PMap<String, OrderedPMap<String, Document>> joined(
      PMap<String, OrderedPMap<String, Document>> sides,
      String one,
      String other,
      Document attributes) {
    OrderedPMap<String, Document> known = sides.get(one);
    OrderedPMap<String, Document> all = known == null ? OrderedPMap.empty() : known;
    return sides.plus(one, all.plus(other, attributes));
  }

  private static PMap<String, OrderedPMap<String, Document>> parted(
      PMap<String, OrderedPMap<String, Document>> sides, String one, String other) {
    OrderedPMap<String, Document> known = sides.get(one);
    if (known == null) {
      return sides;
    }
    OrderedPMap<String, Document> rest = known.minus(other);
    return rest.isEmpty() ? sides.minus(one) : sides.plus(one, rest);
  }
}
