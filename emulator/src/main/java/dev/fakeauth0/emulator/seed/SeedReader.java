package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedText;
import dev.fakeauth0.emulator.json.Placed;
import dev.fakeauth0.emulator.json.Yaml;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a seed's text: keywords, YAML or JSON, the schema, the files it names, and what the schema
 * cannot say. All mistakes of a step are gathered before it gives up.
 */
final class SeedReader {

  /** What a read came to. */
  record Read(SeedContent content, List<String> warnings) {}

  private final SeedOptions options;
  private final Keywords keywords;
  private final Mistakes mistakes = new Mistakes();
  private final Mistakes warnings = new Mistakes();

  SeedReader(SeedOptions options) {
    this.options = options;
    this.keywords = Keywords.of(options.environment());
  }

  /**
   * Reads a text.
   *
   * @param source what mistakes begin with: the file's name
   * @param utf8 the text
   * @param folder where files are found that it names
   * @throws InvalidSeed if anything is wrong
   */
  Read read(String source, byte[] utf8, Optional<Path> folder) {
    String text = decoded(source, utf8);
    Keywords.Replaced replaced = keywords.replace(text, source, mistakes);
    mistakes.refuse();
    SeedContent content = content(source, replaced);
    SeedSchema schema = SeedSchema.load();
    schema.check(content, mistakes, options.strict() ? mistakes : warnings);
    missingKeywords(content);
    mistakes.refuse();
    new FileReferences(content, folder, keywords, mistakes).inline();
    new SeedChecks(content, mistakes).check();
    mistakes.refuse();
    return new Read(content, warnings.lines());
  }

  /**
   * Reads resources that were said in Java.
   *
   * @throws InvalidSeed if anything is wrong
   */
  Read read(Map<String, ?> parts) {
    SeedContent content = SeedContent.nowhere("", parts);
    SeedSchema.load().check(content, mistakes, options.strict() ? mistakes : warnings);
    mistakes.refuse();
    new SeedChecks(content, mistakes).check();
    mistakes.refuse();
    return new Read(content, warnings.lines());
  }

  private static String decoded(String source, byte[] utf8) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      // A byte order mark, as Windows editors write it.
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new InvalidSeed(source + ": is not UTF-8; allowed: YAML or JSON in UTF-8");
    }
  }

  private static SeedContent content(String source, Keywords.Replaced replaced) {
    Placed placed;
    try {
      placed =
          json(source, replaced.text())
              ? Json.readPlaced(replaced.text())
              : Yaml.read(replaced.text());
    } catch (MalformedText e) {
      throw new InvalidSeed(
          (e.line() == 0 ? source : source + ":" + replaced.line(e.line()))
              + ": "
              + (e.getMessage() == null ? "cannot be read" : e.getMessage()));
    }
    if (placed.value() == null) {
      return SeedContent.nowhere(source, Map.of());
    }
    if (placed.value() instanceof Map<?, ?> root) {
      return new SeedContent(source, placed, replaced::line, members(root));
    }
    throw new InvalidSeed(
        source + ":1: is no object; allowed: keys such as clients, resourceServers, clientGrants");
  }

  @SuppressWarnings("unchecked") // The readers make string keys.
  private static Map<String, @Nullable Object> members(Map<?, ?> root) {
    return (Map<String, @Nullable Object>) root;
  }

  /** JSON by its name or its look; all else is YAML. */
  private static boolean json(String source, String text) {
    if (source.endsWith(".json")) {
      return true;
    }
    String start = text.stripLeading();
    return start.startsWith("{")
        && (start.substring(1).stripLeading().startsWith("\"")
            || start.substring(1).stripLeading().startsWith("}"));
  }

  /**
   * Finds keywords that have no value. The Deploy CLI writes them in place of the secrets of
   * connections, mail and phone providers; nothing here needs those, so they are kept.
   */
  private void missingKeywords(SeedContent content) {
    content
        .root()
        .forEach(
            (key, value) ->
                missingKeywords(
                    content,
                    content.root(),
                    key,
                    key,
                    value,
                    SeedKeys.used(key) || options.strict() ? mistakes : warnings));
  }

  private static void missingKeywords(
      SeedContent content,
      Object container,
      Object nameOrIndex,
      String path,
      @Nullable Object value,
      Mistakes found) {
    if (value instanceof String text) {
      Keywords.first(text)
          .ifPresent(
              marker ->
                  found.add(content.place(container, nameOrIndex, path), Keywords.missing(marker)));
    } else if (value instanceof Map<?, ?> members) {
      members.forEach(
          (name, inner) ->
              missingKeywords(content, members, name, path + "." + name, inner, found));
    } else if (value instanceof List<?> items) {
      for (int i = 0; i < items.size(); i++) {
        missingKeywords(content, items, i, path + "[" + i + "]", items.get(i), found);
      }
    }
  }
}
