package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts the files that a seed names in the place of their names, as the Deploy CLI does: code of
 * actions, rules, hooks and databases, pages, templates, forms and flows. Files are named relative
 * to the seed's folder and do not leave it.
 */
final class FileReferences {

  private static final List<String> SUFFIXES =
      List.of(".js", ".cjs", ".mjs", ".ts", ".html", ".htm", ".liquid", ".json", ".txt", ".md");
  private static final int MAX_BYTES = 16 * 1024 * 1024;

  private final SeedContent seed;
  private final Optional<Path> folder;
  private final Keywords keywords;
  private final Mistakes mistakes;

  FileReferences(SeedContent seed, Optional<Path> folder, Keywords keywords, Mistakes mistakes) {
    this.seed = seed;
    this.folder = folder;
    this.keywords = keywords;
    this.mistakes = mistakes;
  }

  /** Changes the seed's values where they are. */
  void inline() {
    each("actions", members -> text(members, "code", ""));
    each("actionModules", members -> text(members, "code", ""));
    each("rules", members -> text(members, "script", ""));
    each("hooks", members -> text(members, "script", ""));
    each("emailTemplates", members -> text(members, "body", ""));
    each("pages", members -> text(members, "html", ""));
    each("clients", members -> text(members, "custom_login_page", "clients"));
    each("forms", this::merged);
    each("flows", this::merged);
    each("databases", this::customScripts);
    each("connections", this::passwordlessMail);
    if (seed.root().get("branding") instanceof Map<?, ?> branding
        && branding.get("templates") instanceof List<?> templates) {
      eachOf(templates, members -> text(members, "body", ""));
    }
    if (seed.root().get("prompts") instanceof Map<?, ?> prompts
        && prompts.get("screenRenderers") instanceof List<?> renderers) {
      eachOf(renderers, this::screenRenderer);
    }
  }

  private interface Inlining {
    void in(Map<String, @Nullable Object> members);
  }

  private void each(String key, Inlining inlining) {
    if (seed.root().get(key) instanceof List<?> items) {
      eachOf(items, inlining);
    }
  }

  @SuppressWarnings("unchecked") // Made by the readers of this package: string keys, mutable.
  private static void eachOf(List<?> items, Inlining inlining) {
    for (Object item : items) {
      if (item instanceof Map<?, ?> members) {
        inlining.in((Map<String, @Nullable Object>) members);
      }
    }
  }

  private void text(Map<String, @Nullable Object> members, String property, String under) {
    if (members.get(property) instanceof String name && namesFile(name)) {
      read(name, under, members, property)
          .ifPresent(text -> members.put(property, keywords.replaceKnown(text)));
    }
  }

  @SuppressWarnings("unchecked")
  private void customScripts(Map<String, @Nullable Object> members) {
    if (members.get("options") instanceof Map<?, ?> options
        && options.get("customScripts") instanceof Map<?, ?> scripts) {
      for (Object name : List.copyOf(scripts.keySet())) {
        text((Map<String, @Nullable Object>) scripts, (String) name, "");
      }
    }
  }

  @SuppressWarnings("unchecked")
  private void passwordlessMail(Map<String, @Nullable Object> members) {
    if (members.get("options") instanceof Map<?, ?> options
        && options.get("email") instanceof Map<?, ?> mail) {
      text((Map<String, @Nullable Object>) mail, "body", "connections");
    }
  }

  /** A form or flow whose body is a JSON file: what the file says becomes part of it. */
  private void merged(Map<String, @Nullable Object> members) {
    if (members.get("body") instanceof String name && namesFile(name)) {
      json(name, members, "body")
          .ifPresent(
              body -> {
                members.remove("body");
                body.forEach(
                    (key, value) -> {
                      if (!key.equals("body")) {
                        members.put(key, value);
                      }
                    });
              });
    }
  }

  /** {@code {prompt: {screen: file}}}, where the file holds what is kept. */
  private void screenRenderer(Map<String, @Nullable Object> members) {
    for (Map.Entry<String, @Nullable Object> prompt : List.copyOf(members.entrySet())) {
      if (prompt.getValue() instanceof Map<?, ?> screens) {
        for (Map.Entry<?, ?> screen : screens.entrySet()) {
          if (screen.getValue() instanceof String name && namesFile(name)) {
            json(name, screens, String.valueOf(screen.getKey()))
                .ifPresent(
                    body -> {
                      members.remove(prompt.getKey());
                      members.putAll(body);
                    });
          }
        }
      }
    }
  }

  private Optional<Map<String, @Nullable Object>> json(
      String name, Map<?, ?> members, String property) {
    Optional<String> text = read(name, "", members, property);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Json.readObject(keywords.replaceKnown(text.get()).getBytes(StandardCharsets.UTF_8))
              .asMap());
    } catch (MalformedJson e) {
      mistakes.add(place(members, property), "the file " + name + " is no JSON: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Inline code is told from a file's name by its look: exports of ours hold the code itself. */
  private static boolean namesFile(String value) {
    if (value.length() > 300 || value.isBlank()) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      if ("<>{};=\n\r\"'".indexOf(value.charAt(i)) >= 0) {
        return false;
      }
    }
    return value.startsWith("./")
        || value.startsWith("../")
        || SUFFIXES.stream().anyMatch(value::endsWith);
  }

  private Optional<String> read(String name, String under, Map<?, ?> members, String property) {
    if (folder.isEmpty()) {
      mistakes.add(
          place(members, property),
          "the file "
              + name
              + " cannot be found from a seed that is no file; allowed: the content");
      return Optional.empty();
    }
    try {
      Path root = folder.get().toRealPath();
      Path named = root.resolve(under).resolve(name.replace('\\', '/')).normalize();
      if (!named.startsWith(root)) {
        return outside(name, members, property);
      }
      if (!Files.isRegularFile(named)) {
        mistakes.add(
            place(members, property),
            "there is no file " + name + "; allowed: a path from the seed's folder");
        return Optional.empty();
      }
      if (!named.toRealPath().startsWith(root)) {
        return outside(name, members, property);
      }
      if (Files.size(named) > MAX_BYTES) {
        mistakes.add(
            place(members, property),
            "the file " + name + " is too large; allowed: " + MAX_BYTES + " bytes");
        return Optional.empty();
      }
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(named)))
              .toString());
    } catch (CharacterCodingException e) {
      mistakes.add(place(members, property), "the file " + name + " is not UTF-8");
    } catch (IOException | InvalidPathException e) {
      mistakes.add(place(members, property), "the file " + name + " cannot be read");
    }
    return Optional.empty();
  }

  private Optional<String> outside(String name, Map<?, ?> members, String property) {
    mistakes.add(
        place(members, property),
        name + " leads out of the seed's folder; allowed: files below it");
    return Optional.empty();
  }

  private String place(Map<?, ?> members, String property) {
    return seed.place(members, property, property);
  }
}
