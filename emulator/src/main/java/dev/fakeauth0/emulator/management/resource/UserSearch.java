package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Paging;
import dev.fakeauth0.emulator.management.Query;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.management.search.MalformedSearch;
import dev.fakeauth0.emulator.management.search.Search;
import dev.fakeauth0.emulator.management.search.SearchedFields;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.Relation;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.Table;
import dev.fakeauth0.emulator.user.UserView;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * User search v3 (Management API, "List or Search Users"; Auth0 docs, "User Search"). Never more
 * than the first 1,000 are given, and counted.
 */
final class UserSearch {

  /** How many a search gives, and counts. */
  static final int MOST = 1000;

  /** Fewer than these are looked through sooner than an index is made. */
  private static final int WORTH_AN_INDEX = 2000;

  private UserSearch() {}

  static Decision<Answer> list(Work work, Function<Document, Document> shown) {
    Query query = work.query();
    Optional<String> engine = query.text("search_engine");
    if (engine.isPresent() && !engine.get().equals("v3")) {
      return Decision.refuse(
          Refusals.badQuery(
              Words.of(
                  "You are not allowed to use search_engine="
                      + engine.get()
                      + ". Use search_engine=v3 instead."),
              "search engines v1 and v2 are gone",
              "leave search_engine out, or send v3"));
    }
    Optional<Order> order = query.text("sort").flatMap(Order::of);
    if (order.isEmpty() && query.text("sort").isPresent()) {
      return Decision.refuse(
          Refusals.badQuery(
              Words.of(
                  "Query validation error: 'String does not match pattern ^.+:(1|-1)$: "
                      + query.text("sort").get()
                      + "' on property sort."),
              "sort is a field, a colon, and 1 or -1",
              "send such as sort=created_at:-1"));
    }
    Search search;
    try {
      search = Search.parse(condition(query), SearchedFields.ofUsers(organizations(work)));
    } catch (MalformedSearch e) {
      return Decision.refuse(
          Refusals.badQuery(
              Words.of("The query is not valid."),
              "q is " + e.getMessage(),
              "see Auth0's docs, User Search Query Syntax; quote values:"
                  + " email:\"ada@example.com\""));
    }
    List<Item> found = found(work, search, order);
    return Paging.answer(work, new Entries(found, shown));
  }

  private static String condition(Query query) {
    String q = query.text("q").orElse("");
    Optional<String> connection = query.text("connection");
    if (connection.isEmpty() || connection.get().isBlank()) {
      return q;
    }
    String quoted = connection.get().replace("\\", "\\\\").replace("\"", "\\\"");
    String own = "identities.connection:\"" + quoted + '"';
    return q.isBlank() ? own : own + " AND (" + q + ')';
  }

  /** The field that is no member: the organizations a user is in. */
  private static SearchedFields.Derived organizations(Work work) {
    Relation members = work.state().relation(Relations.ORGANIZATIONS_MEMBERS);
    return (document, field) ->
        field.equals("organization_id")
            ? members.leftsOf(document.string("user_id", ""))
            : List.of();
  }

  private static List<Item> found(Work work, Search search, Optional<Order> order) {
    Table<Item> users = work.state().users();
    Optional<Search.Equality> equality = search.equality();
    Collection<Item> candidates =
        equality.isPresent() ? candidates(work, users, equality.get()) : users.all();
    boolean certain = search.matchesAll() || (search.onlyEquality() && candidates != users.all());
    Function<Item, Document> searched = UserView.searched(search.fields());
    List<Item> found = new ArrayList<>();
    for (Item user : candidates) {
      if (certain || search.matches(searched.apply(user))) {
        found.add(user);
        if (found.size() == MOST && order.isEmpty()) {
          return found;
        }
      }
    }
    return order.isPresent() ? order.get().first(found) : found;
  }

  /** Those that may match, found without looking at the others where there is a way. */
  private static Collection<Item> candidates(
      Work work, Table<Item> users, Search.Equality equality) {
    return switch (equality.field()) {
      case "user_id" -> users.find(equality.value()).map(List::of).orElse(List.of());
      case "email" -> users.allByKey(equality.value());
      case "organization_id" -> members(work, users, equality.value());
      default -> {
        if (users.size() < WORTH_AN_INDEX) {
          yield users.all();
        }
        Function<Item, Document> searched = UserView.searched(Set.of(equality.field()));
        yield users.having(
            "search " + equality.field(),
            user -> SearchedFields.indexed(searched.apply(user), equality.field()),
            equality.value());
      }
    };
  }

  private static List<Item> members(Work work, Table<Item> users, String organization) {
    List<Item> members = new ArrayList<>();
    Relation relation = work.state().relation(Relations.ORGANIZATIONS_MEMBERS);
    for (String member : relation.rightsOf(organization)) {
      users.find(member).ifPresent(members::add);
    }
    return members;
  }

  /** Entries that are read when they are shown. */
  private static final class Entries extends AbstractList<Paging.Entry> {

    private final List<Item> users;
    private final Function<Document, Document> shown;

    Entries(List<Item> users, Function<Document, Document> shown) {
      this.users = users;
      this.shown = shown;
    }

    @Override
    public Paging.Entry get(int index) {
      Item user = users.get(index);
      return new Paging.Entry(user.id(), "", shown.apply(user.document()).asMap());
    }

    @Override
    public int size() {
      return users.size();
    }
  }

  /**
   * What results are ordered by.
   *
   * @param field a field's path
   * @param descending whether the greatest comes first
   */
  record Order(String field, boolean descending) {

    private record Keyed(@Nullable Object key, Item user) {}

    static Optional<Order> of(String text) {
      int colon = text.lastIndexOf(':');
      String direction = text.substring(colon + 1);
      return colon > 0 && (direction.equals("1") || direction.equals("-1"))
          ? Optional.of(new Order(text.substring(0, colon), direction.equals("-1")))
          : Optional.empty();
    }

    /** The first in order; those without the field come last. */
    List<Item> first(List<Item> users) {
      Function<Item, Document> searched = UserView.searched(Set.of(field));
      List<Keyed> keyed = new ArrayList<>(users.size());
      for (Item user : users) {
        keyed.add(
            new Keyed(SearchedFields.sortedBy(searched.apply(user), field).orElse(null), user));
      }
      keyed.sort(
          Comparator.comparing(Keyed::key, Comparator.nullsLast(descending ? UP.reversed() : UP)));
      List<Item> first = new ArrayList<>();
      for (Keyed each : keyed.subList(0, Math.min(MOST, keyed.size()))) {
        first.add(each.user());
      }
      return first;
    }

    private static final Comparator<Object> UP =
        (one, other) ->
            one instanceof Number left && other instanceof Number right
                ? Double.compare(left.doubleValue(), right.doubleValue())
                : String.valueOf(one).compareTo(String.valueOf(other));
  }
}
