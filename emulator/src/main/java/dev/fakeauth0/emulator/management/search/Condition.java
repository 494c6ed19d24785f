package dev.fakeauth0.emulator.management.search;

import dev.fakeauth0.emulator.json.Document;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a query asks of a document. */
sealed interface Condition {

  /** Whether a document fulfils it. */
  boolean holds(Document document, SearchedFields fields);

  /** Adds the fields that it looks at. */
  void addFields(Set<String> all);

  /** {@code *:*} */
  record Everything() implements Condition {
    @Override
    public void addFields(Set<String> all) {
      // None.
    }

    @Override
    public boolean holds(Document document, SearchedFields fields) {
      return true;
    }
  }

  /** {@code a AND b} */
  record All(List<Condition> conditions) implements Condition {
    @Override
    public void addFields(Set<String> all) {
      conditions.forEach(condition -> condition.addFields(all));
    }

    @Override
    public boolean holds(Document document, SearchedFields fields) {
      for (Condition condition : conditions) {
        if (!condition.holds(document, fields)) {
          return false;
        }
      }
      return true;
    }
  }

  /** {@code a OR b} */
  record Any(List<Condition> conditions) implements Condition {
    @Override
    public void addFields(Set<String> all) {
      conditions.forEach(condition -> condition.addFields(all));
    }

    @Override
    public boolean holds(Document document, SearchedFields fields) {
      for (Condition condition : conditions) {
        if (condition.holds(document, fields)) {
          return true;
        }
      }
      return false;
    }
  }

  /** {@code NOT a} */
  record Not(Condition condition) implements Condition {
    @Override
    public void addFields(Set<String> all) {
      condition.addFields(all);
    }

    @Override
    public boolean holds(Document document, SearchedFields fields) {
      return !condition.holds(document, fields);
    }
  }

  /** {@code _exists_:field} */
  record Exists(String field) implements Condition {
    @Override
    public void addFields(Set<String> all) {
      all.add(field);
    }

    @Override
    public boolean holds(Document document, SearchedFields fields) {
      return !fields.values(document, field).isEmpty();
    }
  }

  /** {@code field:text}, also quoted: the whole value is compared. */
  record Term(String field, String text) implements Condition {
    @Override
    public void addFields(Set<String> all) {
      all.add(field);
    }

    @Override
    public boolean holds(Document document, SearchedFields fields) {
      for (Object value : fields.values(document, field)) {
        if (value instanceof Number number) {
          Optional<BigDecimal> wanted = Range.number(text);
          if (wanted.isPresent() && wanted.get().compareTo(Range.decimal(number)) == 0) {
            return true;
          }
        } else if (fields.folds(field)
            ? text.equalsIgnoreCase(String.valueOf(value))
            : text.equals(String.valueOf(value))) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * {@code field:te*t}
   *
   * @param pattern the parts between the stars, in order; {@code ?} for any one character is {@link
   *     #ANY_ONE}
   */
  record Wildcard(String field, List<String> pattern) implements Condition {

    /** Stands for any one character; no character that JSON text has. */
    static final char ANY_ONE = '\uffff';

    @Override
    public void addFields(Set<String> all) {
      all.add(field);
    }

    @Override
    public boolean holds(Document document, SearchedFields fields) {
      for (Object value : fields.values(document, field)) {
        String text = String.valueOf(value);
        if (fields.folds(field)
            ? matches(text.toLowerCase(Locale.ROOT), true)
            : matches(text, false)) {
          return true;
        }
      }
      return false;
    }

    private boolean matches(String text, boolean folded) {
      int at = 0;
      int last = pattern.size() - 1;
      for (int i = 0; i <= last; i++) {
        String part = folded ? pattern.get(i).toLowerCase(Locale.ROOT) : pattern.get(i);
        if (i == last && last > 0) {
          int tail = text.length() - part.length();
          return tail >= at && fits(text, tail, part);
        }
        int found = i == 0 ? (fits(text, 0, part) ? 0 : -1) : find(text, at, part);
        if (found < 0) {
          return false;
        }
        at = found + part.length();
      }
      return at == text.length();
    }

    private static int find(String text, int from, String part) {
      for (int at = from; at + part.length() <= text.length(); at++) {
        if (fits(text, at, part)) {
          return at;
        }
      }
      return -1;
    }

    private static boolean fits(String text, int at, String part) {
      if (at + part.length() > text.length()) {
        return false;
      }
      for (int i = 0; i < part.length(); i++) {
        char wanted = part.charAt(i);
        if (wanted != ANY_ONE && wanted != text.charAt(at + i)) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * {@code field:[a TO b}}
   *
   * @param lower the lower bound; empty for none
   * @param upper the upper bound; empty for none
   */
  record Range(
      String field,
      Optional<String> lower,
      boolean lowerIncluded,
      Optional<String> upper,
      boolean upperIncluded)
      implements Condition {

    @Override
    public void addFields(Set<String> all) {
      all.add(field);
    }

    @Override
    public boolean holds(Document document, SearchedFields fields) {
      for (Object value : fields.values(document, field)) {
        if (above(value) && below(value)) {
          return true;
        }
      }
      return false;
    }

    private boolean above(@Nullable Object value) {
      if (lower.isEmpty()) {
        return true;
      }
      int order = compare(value, lower.get());
      return order > 0 || (order == 0 && lowerIncluded);
    }

    private boolean below(@Nullable Object value) {
      if (upper.isEmpty()) {
        return true;
      }
      int order = compare(value, upper.get());
      // A day as the upper bound holds all of its hours.
      boolean within = order == 0 || String.valueOf(value).startsWith(upper.get());
      return upperIncluded ? order < 0 || within : order < 0 && !within;
    }

    private static int compare(@Nullable Object value, String bound) {
      if (value instanceof Number number) {
        Optional<BigDecimal> limit = number(bound);
        if (limit.isPresent()) {
          return decimal(number).compareTo(limit.get());
        }
      }
      return String.valueOf(value).compareTo(bound);
    }

    static BigDecimal decimal(Number number) {
      return new BigDecimal(number.toString());
    }

    /** A number in the one form that it is looked up in. */
    static String text(BigDecimal number) {
      return number.stripTrailingZeros().toPlainString();
    }

    static Optional<BigDecimal> number(String text) {
      try {
        return Optional.of(new BigDecimal(text));
      } catch (NumberFormatException notANumber) {
        return Optional.empty();
      }
    }
  }
}
