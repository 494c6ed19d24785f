package dev.fakeauth0.emulator.management.search;

import dev.fakeauth0.emulator.json.Document;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A search that was understood once and is asked of many documents. Immutable. */
public final class Search {

  /**
   * A condition that every match fulfils, for whoever has an index.
   *
   * @param field the field's path
   * @param value the value, in lower case where the field's case does not matter
   */
  public record Equality(String field, String value) {}

  private final Condition condition;
  private final SearchedFields fields;

  private Search(Condition condition, SearchedFields fields) {
    this.condition = condition;
    this.fields = fields;
  }

  /**
   * Reads a query. An empty one matches everything.
   *
   * @throws MalformedSearch if it is no query, or asks for what Auth0's search does not have
   */
  public static Search parse(String query, SearchedFields fields) throws MalformedSearch {
    Condition condition =
        query.isBlank() ? new Condition.Everything() : LuceneSyntax.condition(query, fields);
    return new Search(condition, fields);
  }

  /** Whether a document matches. */
  public boolean matches(Document document) {
    return condition.holds(document, fields);
  }

  /** The fields that it looks at: whoever asks need not show it any others. */
  public Set<String> fields() {
    Set<String> all = new HashSet<>();
    condition.addFields(all);
    return all;
  }

  /** A condition that every match fulfils, if the query has one that an index could answer. */
  public Optional<Equality> equality() {
    return equality(condition);
  }

  /** Whether it asks for nothing. */
  public boolean matchesAll() {
    return condition instanceof Condition.Everything;
  }

  /** Whether {@link #equality} is all it asks for. */
  public boolean onlyEquality() {
    return condition instanceof Condition.Term;
  }

  private Optional<Equality> equality(Condition of) {
    if (of instanceof Condition.Term term) {
      Optional<BigDecimal> number = Condition.Range.number(term.text());
      if (number.isPresent() && !Condition.Range.text(number.get()).equals(term.text())) {
        return Optional.empty(); // 7.0 is 7: a number is looked up in one form only.
      }
      return Optional.of(
          new Equality(
              term.field(),
              fields.folds(term.field()) ? term.text().toLowerCase(Locale.ROOT) : term.text()));
    }
    if (of instanceof Condition.All all) {
      return all.conditions().stream().flatMap(each -> equality(each).stream()).findFirst();
    }
    return Optional.empty();
  }
}
