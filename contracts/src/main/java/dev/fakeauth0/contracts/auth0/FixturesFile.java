package dev.fakeauth0.contracts.auth0;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A file that names what exists at a target already: {@code machine.client_id=...} in properties,
 * or {@code {"machine":{"client_id":"..."}}} in JSON. Lists are joined by blanks.
 */
public final class FixturesFile {

  private FixturesFile() {}

  /**
   * Reads one.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is neither; the message says where
   */
  public static Map<String, Map<String, String>> read(Path file) throws IOException {
    String text = Files.readString(file, UTF_8);
    return text.stripLeading().startsWith("{") ? json(file, text) : properties(file, text);
  }

  private static Map<String, Map<String, String>> json(Path file, String text) {
    Map<String, Map<String, String>> fixtures = new LinkedHashMap<>();
    try {
      Json.read(text)
          .forEach(
              (name, value) -> {
                if (!(value instanceof Map<?, ?> members)) {
                  throw new IllegalArgumentException(
                      file + ": " + name + " has properties, such as \"client_id\"");
                }
                Map<String, String> properties = new LinkedHashMap<>();
                members.forEach(
                    (property, member) -> properties.put(String.valueOf(property), text(member)));
                fixtures.put(name, properties);
              });
    } catch (ParseException e) {
      throw new IllegalArgumentException(file + " is no JSON: " + e.getMessage(), e);
    }
    return fixtures;
  }

  private static Map<String, Map<String, String>> properties(Path file, String text)
      throws IOException {
    Properties read = new Properties();
    read.load(new StringReader(text));
    Map<String, Map<String, String>> fixtures = new TreeMap<>();
    for (String key : read.stringPropertyNames()) {
      int dot = key.indexOf('.');
      if (dot < 1) {
        throw new IllegalArgumentException(
            file + ": " + key + " is no fixture's property, such as machine.client_id");
      }
      fixtures
          .computeIfAbsent(key.substring(0, dot), name -> new TreeMap<>())
          .put(key.substring(dot + 1), read.getProperty(key).strip());
    }
    return fixtures;
  }

  private static String text(Object value) {
    return value instanceof List<?> items
        ? items.stream().map(String::valueOf).collect(Collectors.joining(" "))
        : String.valueOf(value);
  }
}
