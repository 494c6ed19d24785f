package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the Deploy CLI's keywords (its documentation, "Keyword Replacement"): {@code ##NAME##}
 * by text, {@code @@NAME@@} by a JSON value, quotes around it included. As there, it is the
 * document's text that is changed, before it is parsed. Values come from {@code
 * AUTH0_KEYWORD_REPLACE_MAPPINGS}, a JSON object, else from the environment variable of the name.
 */
final class Keywords {

  private static final String MAPPINGS = "AUTH0_KEYWORD_REPLACE_MAPPINGS";

  private final Map<String, String> environment;
  private final Map<String, @Nullable Object> mappings;

  private Keywords(Map<String, String> environment, Map<String, @Nullable Object> mappings) {
    this.environment = environment;
    this.mappings = mappings;
  }

  /**
   * Keywords of an environment.
   *
   * @throws InvalidSeed if the mappings are no JSON object
   */
  static Keywords of(Map<String, String> environment) {
    String mappings = environment.get(MAPPINGS);
    if (mappings == null || mappings.isBlank()) {
      return new Keywords(environment, Map.of());
    }
    try {
      return new Keywords(
          environment,
          new LinkedHashMap<>(Json.readObject(mappings.getBytes(StandardCharsets.UTF_8)).asMap()));
    } catch (MalformedJson e) {
      throw new InvalidSeed(MAPPINGS + ": is no JSON object; allowed: {\"NAME\": value, ...}");
    }
  }

  /**
   * A text with its keywords replaced.
   *
   * @param text the text
   * @param shifts the lines of the text that replacements made longer
   */
  record Replaced(String text, List<Shift> shifts) {

    /** The line of the document that a line of the text comes from. */
    int line(int replacedLine) {
      int line = replacedLine;
      for (Shift shift : shifts) {
        if (shift.line() < replacedLine) {
          line -= Math.min(shift.more(), replacedLine - shift.line());
        }
      }
      return line;
    }
  }

  /**
   * A replacement of several lines.
   *
   * @param line the line it begins on, in the replaced text
   * @param more how many lines it has beyond the first
   */
  record Shift(int line, int more) {}

  /**
   * Replaces the keywords of a text. One without a value is a mistake where the text would come to
   * mean something else; elsewhere it stays, and is found in the value that holds it.
   */
  Replaced replace(String text, String source, Mistakes mistakes) {
    if (!text.contains("##") && !text.contains("@@")) {
      return new Replaced(text, List.of());
    }
    StringBuilder out = new StringBuilder(text.length());
    List<Shift> shifts = new ArrayList<>();
    int line = 1;
    int outLine = 1;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int end = c == '#' || c == '@' ? markerEnd(text, i) : -1;
      if (end < 0) {
        out.append(c);
        if (c == '\n') {
          line++;
          outLine++;
        }
        i++;
        continue;
      }
      String name = text.substring(i + 2, end - 2);
      Optional<String> value = c == '#' ? text(name) : json(name, source + ":" + line, mistakes);
      if (value.isPresent()) {
        if (c == '@' && quoted(text, i, end)) {
          out.setLength(out.length() - 1);
          end++;
        }
        int more = (int) value.get().chars().filter(each -> each == '\n').count();
        if (more > 0) {
          shifts.add(new Shift(outLine, more));
          outLine += more;
        }
        out.append(value.get());
      } else if (c == '@' ? !quoted(text, i, end) : bare(text, i)) {
        mistakes.add(source + ":" + line, missing(text.substring(i, end)));
        out.append("null");
      } else {
        out.append(text, i, end);
      }
      i = end;
    }
    return new Replaced(out.toString(), shifts);
  }

  /** Replaces the keywords that have a value, and leaves the others: for code and pages. */
  String replaceKnown(String text) {
    return replace(text, "", new Mistakes()).text();
  }

  /** The first keyword of a text, if it has one. */
  static Optional<String> first(String text) {
    for (int i = text.indexOf('#'); i >= 0; i = text.indexOf('#', i + 1)) {
      int end = markerEnd(text, i);
      if (end > 0) {
        return Optional.of(text.substring(i, end));
      }
    }
    for (int i = text.indexOf('@'); i >= 0; i = text.indexOf('@', i + 1)) {
      int end = markerEnd(text, i);
      if (end > 0) {
        return Optional.of(text.substring(i, end));
      }
    }
    return Optional.empty();
  }

  /** What to say of a keyword that has no value. */
  static String missing(String marker) {
    return marker
        + " has no value; allowed: any, in the environment variable "
        + marker.substring(2, marker.length() - 2);
  }

  /** Where the keyword that begins at an index ends, -1 if none does. */
  private static int markerEnd(String text, int start) {
    char sign = text.charAt(start);
    if (start + 1 >= text.length() || text.charAt(start + 1) != sign) {
      return -1;
    }
    int i = start + 2;
    while (i < text.length() && nameCharacter(text.charAt(i))) {
      i++;
    }
    boolean closed = i > start + 2 && i + 1 < text.length();
    return closed && text.charAt(i) == sign && text.charAt(i + 1) == sign ? i + 2 : -1;
  }

  private static boolean nameCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  private static boolean quoted(String text, int start, int end) {
    return start > 0
        && end < text.length()
        && (text.charAt(start - 1) == '"' || text.charAt(start - 1) == '\'')
        && text.charAt(start - 1) == text.charAt(end);
  }

  /** Whether YAML would take it for a comment where a value is meant, and so lose the value. */
  private static boolean bare(String text, int start) {
    int i = start - 1;
    while (i >= 0 && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i--;
    }
    return i >= 0 && i < start - 1 && ":-,[".indexOf(text.charAt(i)) >= 0;
  }

  private Optional<String> text(String name) {
    Object mapped = mappings.get(name);
    if (mapped != null) {
      return Optional.of(mapped instanceof String text ? text : Json.text(mapped));
    }
    return Optional.ofNullable(environment.get(name));
  }

  private Optional<String> json(String name, String place, Mistakes mistakes) {
    if (mappings.containsKey(name)) {
      return Optional.of(Json.text(mappings.get(name)));
    }
    String value = environment.get(name);
    if (value == null) {
      return Optional.empty();
    }
    try {
      // Written anew, so that it is on one line.
      return Optional.of(Json.text(Json.read(value.getBytes(StandardCharsets.UTF_8))));
    } catch (MalformedJson e) {
      mistakes.add(
          place,
          "@@"
              + name
              + "@@ takes JSON; allowed: a value such as [\"a\", \"b\"] in the"
              + " environment variable "
              + name);
      return Optional.of("null");
    }
  }
}
