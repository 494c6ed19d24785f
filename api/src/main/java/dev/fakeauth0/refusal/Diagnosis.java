package dev.fakeauth0.refusal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * One refusal, explained: which check refused, what it saw, and what would pass. Immutable.
 *
 * @param reason the check that refused
 * @param because one sentence in Auth0's terms, without a final dot
 * @param facts what the check saw, by snake_case name; values are strings, numbers, booleans or
 *     lists of them, never secrets
 * @param remedies what to click or call next, each a sentence without a final dot, best first
 */
public record Diagnosis(
    RefusalReason reason, String because, Map<String, Object> facts, List<String> remedies) {

  /** Copies its collections. */
  public Diagnosis {
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(because, "because");
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    remedies = List.copyOf(remedies);
  }

  /** This diagnosis with a fact added; a fact of that name is replaced. */
  public Diagnosis fact(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(facts);
    more.put(name, value);
    return new Diagnosis(reason, because, more, remedies);
  }

  /** This diagnosis with one more remedy, formatted as {@link String#format} does. */
  public Diagnosis remedy(String format, Object... arguments) {
    List<String> more = new ArrayList<>(remedies);
    more.add(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments));
    return new Diagnosis(reason, because, facts, more);
  }

  /** One line for logs: the reason, the sentence, the facts and the first remedy. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(reason.mode()).append(": ").append(because);
    if (!facts.isEmpty()) {
      line.append(' ').append(facts);
    }
    if (!remedies.isEmpty()) {
      line.append("; ").append(remedies.get(0));
    }
    return line.toString();
  }
}
