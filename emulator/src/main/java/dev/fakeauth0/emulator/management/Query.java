package dev.fakeauth0.emulator.management;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The query of a request: every value of each name, in the order they were sent. */
public final class Query {

  private final String sent;
  private final Map<String, List<String>> values;

  private Query(String sent, Map<String, List<String>> values) {
    this.sent = sent;
    this.values = values;
  }

  /** The query as it was sent, percent-encoded; an escape that cannot be read stays as it is. */
  static Query of(String sent) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : sent.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        values
            .computeIfAbsent(name, any -> new ArrayList<>(1))
            .add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    return new Query(sent, Collections.unmodifiableMap(values));
  }

  /** The query as it was sent. */
  public String sent() {
    return sent;
  }

  /** The names that were sent. */
  public java.util.Set<String> names() {
    return values.keySet();
  }

  /** Names to values, in the order they were sent. */
  Map<String, List<String>> values() {
    return values;
  }

  /** All values of a name. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** The first value of a name. */
  public Optional<String> text(String name) {
    List<String> all = all(name);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
  }

  /** A value that was checked to be a whole number. */
  public int number(String name, int otherwise) {
    Optional<String> text = text(name);
    try {
      return text.isEmpty() ? otherwise : Integer.parseInt(text.get());
    } catch (NumberFormatException e) {
      return otherwise; // Only where the operation has no schema for it.
    }
  }

  /** A value that was checked to be true or false. */
  public boolean flag(String name, boolean otherwise) {
    return text(name).map(Boolean::parseBoolean).orElse(otherwise);
  }

  /** The words of a value that is a list with commas, or was sent several times. */
  public List<String> words(String name) {
    List<String> words = new ArrayList<>();
    for (String value : all(name)) {
      for (String word : value.split(",", -1)) {
        if (!word.isBlank()) {
          words.add(word.strip());
        }
      }
    }
    return words;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
