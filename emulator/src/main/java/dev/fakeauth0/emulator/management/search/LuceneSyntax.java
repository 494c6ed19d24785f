package dev.fakeauth0.emulator.management.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Lucene's classic query parser, which Elasticsearch's query strings come from, made to build
 * conditions: every factory method gives a {@link Built} in place of Lucene's own query, so nothing
 * of Lucene but the grammar runs.
 */
final class LuceneSyntax extends QueryParser {

  private static final String NO_FIELD = "";
  private static final String EXISTS = "_exists_";

  private final SearchedFields fields;

  private LuceneSyntax(SearchedFields fields) {
    super(NO_FIELD, new NoAnalysis());
    this.fields = fields;
    setAllowLeadingWildcard(true);
  }

  static Condition condition(String query, SearchedFields fields) throws MalformedSearch {
    try {
      return of(new LuceneSyntax(fields).parse(query));
    } catch (ParseException e) {
      throw new MalformedSearch("not a query: " + firstLine(e));
    }
  }

  @Override
  protected Query getFieldQuery(String field, String text, boolean quoted) throws ParseException {
    if (field.equals(EXISTS)) {
      return new Built(new Condition.Exists(text));
    }
    if (!quoted && !field.isEmpty()) {
      Optional<Condition> comparison = comparison(field, text);
      if (comparison.isPresent()) {
        return new Built(comparison.get());
      }
    }
    return anywhere(field, each -> new Condition.Term(each, text));
  }

  @Override
  protected Query getFieldQuery(String field, String text, int slop) throws ParseException {
    if (slop != 0) {
      throw new ParseException("there is no proximity search");
    }
    return getFieldQuery(field, text, true);
  }

  @Override
  protected Query getWildcardQuery(String field, String text) throws ParseException {
    if (field.equals("*") && text.equals("*")) {
      return new Built(new Condition.Everything());
    }
    if (text.equals("*") && !field.isEmpty()) {
      return new Built(new Condition.Exists(field));
    }
    List<String> parts = parts(text);
    String literal = String.join("*", parts).replace(Condition.Wildcard.ANY_ONE, '?');
    return anywhere(
        field,
        each ->
            fields.exactOnly(each)
                ? new Condition.Term(each, literal)
                : new Condition.Wildcard(each, parts));
  }

  @Override
  protected Query getPrefixQuery(String field, String text) throws ParseException {
    return anywhere(
        field,
        each ->
            fields.exactOnly(each)
                ? new Condition.Term(each, text + "*")
                : new Condition.Wildcard(each, List.of(text, "")));
  }

  @Override
  protected Query getRangeQuery(
      String field,
      @Nullable String lower,
      @Nullable String upper,
      boolean lowerIncluded,
      boolean upperIncluded)
      throws ParseException {
    return new Built(
        range(
            field,
            Optional.ofNullable(lower),
            lowerIncluded,
            Optional.ofNullable(upper),
            upperIncluded));
  }

  @Override
  protected Query getFuzzyQuery(String field, String text, float similarity) throws ParseException {
    throw new ParseException("there is no fuzzy search");
  }

  @Override
  protected Query getRegexpQuery(String field, String text) throws ParseException {
    throw new ParseException("there is no search by regular expressions");
  }

  /** Terms side by side: those with a plus must hold, else any of those without a sign. */
  @Override
  protected @Nullable Query getBooleanQuery(List<BooleanClause> clauses) throws ParseException {
    List<Condition> required = new ArrayList<>();
    List<Condition> optional = new ArrayList<>();
    boolean anyMust = false;
    for (BooleanClause clause : clauses) {
      Condition condition = of(clause.getQuery());
      switch (clause.getOccur()) {
        case MUST, FILTER -> {
          anyMust = true;
          required.add(condition);
        }
        case MUST_NOT -> required.add(new Condition.Not(condition));
        case SHOULD -> optional.add(condition);
      }
    }
    if (!anyMust && !optional.isEmpty()) {
      required.add(optional.size() == 1 ? optional.get(0) : new Condition.Any(optional));
    }
    return required.isEmpty()
        ? null
        : new Built(required.size() == 1 ? required.get(0) : new Condition.All(required));
  }

  /** {@code >=7} and its like, which Elasticsearch reads in terms. */
  private Optional<Condition> comparison(String field, String text) throws ParseException {
    boolean including = text.length() > 1 && text.charAt(1) == '=';
    Optional<String> bound =
        Optional.of(text.substring(Math.min(text.length(), including ? 2 : 1)))
            .filter(rest -> !rest.isEmpty());
    if (bound.isEmpty()) {
      return Optional.empty();
    }
    return switch (text.charAt(0)) {
      case '>' -> Optional.of(range(field, bound, including, Optional.empty(), true));
      case '<' -> Optional.of(range(field, Optional.empty(), true, bound, including));
      default -> Optional.empty();
    };
  }

  private Condition range(
      String field,
      Optional<String> lower,
      boolean lowerIncluded,
      Optional<String> upper,
      boolean upperIncluded)
      throws ParseException {
    if (field.isEmpty()) {
      throw new ParseException("a range needs a field");
    }
    if (fields.exactOnly(field)) {
      throw new ParseException(field + " is not searched by ranges");
    }
    return new Condition.Range(field, lower, lowerIncluded, upper, upperIncluded);
  }

  private interface OfField {
    Condition condition(String field);
  }

  /** A term of a field, or of all those that are searched when none is named. */
  private Query anywhere(String field, OfField term) {
    if (!field.isEmpty()) {
      return new Built(term.condition(field));
    }
    List<Condition> anywhere = new ArrayList<>();
    for (String bare : fields.bare()) {
      anywhere.add(term.condition(bare));
    }
    return new Built(new Condition.Any(anywhere));
  }

  private static List<String> parts(String escaped) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < escaped.length(); i++) {
      char letter = escaped.charAt(i);
      if (letter == '\\' && i + 1 < escaped.length()) {
        i++;
        part.append(escaped.charAt(i));
      } else if (letter == '*') {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(letter == '?' ? Condition.Wildcard.ANY_ONE : letter);
      }
    }
    parts.add(part.toString());
    return List.copyOf(parts);
  }

  private static Condition of(@Nullable Query query) throws ParseException {
    if (query instanceof Built built) {
      return built.condition;
    }
    if (query instanceof org.apache.lucene.search.BoostQuery boosted) {
      return of(boosted.getQuery());
    }
    throw new ParseException("this kind of term is not searched by");
  }

  private static String firstLine(ParseException problem) {
    return String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
  }

  /** A condition where Lucene's parser wants a query. It is never run. */
  private static final class Built extends Query {

    private final Condition condition;

    Built(Condition condition) {
      this.condition = condition;
    }

    @Override
    public String toString(String field) {
      return condition.toString();
    }

    @Override
    public void visit(QueryVisitor visitor) {
      visitor.visitLeaf(this);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Built built && built.condition.equals(condition);
    }

    @Override
    public int hashCode() {
      return condition.hashCode();
    }
  }

  /** The parser wants an analyzer and, with the methods above, never asks it. */
  private static final class NoAnalysis extends Analyzer {

    @Override
    protected TokenStreamComponents createComponents(String field) {
      throw new IllegalStateException("terms are compared whole");
    }
  }
}
