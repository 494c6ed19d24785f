package dev.fakeauth0.emulator.tenant;

import dev.fakeauth0.emulator.json.Document;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.OrderedPMap;
import org.pcollections.PMap;
import org.pcollections.PVector;

/**
 * What a tenant holds beside what decisions read by type. A collection is named by its path in the
 * Management API with the ids of what it is under, such as {@code roles} or {@code
 * organizations/org_1/discovery-domains}; a singleton likewise; a relation by the two kinds it
 * joins, such as {@code users-roles}. Immutable.
 *
 * @param collections tables by path
 * @param singletons documents by path
 * @param relations relations by name
 * @param others seed collections that have no place in the Management API's model, by top-level key
 */
record Holdings(
    PMap<String, Table<Item>> collections,
    PMap<String, Document> singletons,
    PMap<String, Relation> relations,
    OrderedPMap<String, PVector<Document>> others) {

  static final Holdings NONE =
      new Holdings(
          HashTreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty(), OrderedPMap.empty());

  Table<Item> collection(String path) {
    Table<Item> table = collections.get(path);
    return table == null ? empty() : table;
  }

  Optional<Document> singleton(String path) {
    return Optional.ofNullable(singletons.get(path));
  }

  Relation relation(String name) {
    return relations.getOrDefault(name, Relation.NONE);
  }

  List<Document> others(String key) {
    PVector<Document> documents = others.get(key);
    return documents == null ? List.of() : documents;
  }

  Holdings with(String path, Table<Item> table) {
    return new Holdings(
        table.size() == 0 ? collections.minus(path) : collections.plus(path, table),
        singletons,
        relations,
        others);
  }

  Holdings withSingleton(String path, Document document) {
    return new Holdings(collections, singletons.plus(path, document), relations, others);
  }

  Holdings withoutSingleton(String path) {
    return new Holdings(collections, singletons.minus(path), relations, others);
  }

  Holdings with(String name, Relation relation) {
    return new Holdings(collections, singletons, relations.plus(name, relation), others);
  }

  Holdings withOthers(String key, PVector<Document> documents) {
    return new Holdings(collections, singletons, relations, others.plus(key, documents));
  }

  /** This less all collections and singletons under a path: what goes when their owner goes. */
  Holdings without(String prefix) {
    PMap<String, Table<Item>> tables = collections;
    for (String path : collections.keySet()) {
      if (path.startsWith(prefix)) {
        tables = tables.minus(path);
      }
    }
    PMap<String, Document> singles = singletons;
    for (String path : singletons.keySet()) {
      if (path.startsWith(prefix)) {
        singles = singles.minus(path);
      }
    }
    return new Holdings(tables, singles, relations, others);
  }

  /** Users are found by e-mail address, all else by name; what has none is found by id alone. */
  static Item item(String path, String id, Document document) {
    return path.equals(TenantState.USERS)
        ? Item.packed(id, document.string("email", "").toLowerCase(Locale.ROOT), document)
        : Item.of(id, document.string("name", ""), document);
  }

  private static Table<Item> empty() {
    return Table.keyedBy(Item::key);
  }
}
