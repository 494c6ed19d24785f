package dev.fakeauth0.emulator.management.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fakeauth0.emulator.json.Json;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The notation against what it was made from, wherever that lies beside the repository. */
class SourceTest {

  private static final String FACTS = "shared/auth0-facts/management-api.json";
  private static final Path CORRECTIONS = Path.of("src/main/management-api/corrections");

  private final List<String> differences = new ArrayList<>();
  private final Set<String> compared = new HashSet<>();
  private Map<?, ?> schemas = Map.of();

  @Test
  void says_what_its_source_says_except_for_the_corrections() throws Exception {
    Optional<Path> facts = facts();
    assumeTrue(
        facts.isPresent(), "the facts that the notation was made from are not beside this repo");
    Map<?, ?> source = (Map<?, ?>) Json.read(Files.readAllBytes(facts.orElseThrow()));
    Map<String, Object> places = new TreeMap<>();
    ((Map<?, ?>) source.get("schemas"))
        .forEach((name, schema) -> places.put((String) name, schema));
    schemas = places;
    for (Object operation : (List<?>) source.get("operations")) {
      Map<?, ?> given = (Map<?, ?>) operation;
      places.put(given.get("method") + " " + given.get("path"), given);
    }
    Set<String> added = new HashSet<>();
    for (String line : Files.readAllLines(CORRECTIONS)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split(" :: ", 2);
        if (parts[1].startsWith("new ") && parts[0].indexOf(' ') < 0) {
          places.put(
              parts[0],
              Json.read(
                  parts[1]
                      .substring("new ".length())
                      .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        } else if (parts[1].startsWith("new ")) {
          added.add(parts[0]);
        } else {
          correct(places.get(parts[0]), parts[1]);
        }
      }
    }
    Map<String, Operation> ours = new TreeMap<>();
    for (Operation operation : Catalogue.standard().operations()) {
      String path = operation.path().substring(Catalogue.ROOT.length());
      ours.put(operation.method() + " " + path, operation);
    }
    Set<String> theirs = new HashSet<>();

    for (Object operation : (List<?>) source.get("operations")) {
      Map<?, ?> given = (Map<?, ?>) operation;
      String name = given.get("method") + " " + given.get("path");
      theirs.add(name);
      compare(ours.get(name), given, name);
    }

    ours.keySet().removeAll(added);
    assertThat(ours.keySet()).containsExactlyInAnyOrderElementsOf(theirs);
    assertThat(differences).isEmpty();
    assertThat(compared).hasSize(2192);
  }

  /** Does to the source what a line of the corrections says. */
  @SuppressWarnings("unchecked") // What Json reads can be written to.
  private static void correct(Object target, String action) throws Exception {
    String verb = action.substring(0, action.indexOf(' '));
    String[] parts =
        action.substring(verb.length() + 1).split("set".equals(verb) ? " = " : " to ", 2);
    String[] path = parts[0].split("/", -1);
    Object parent = target;
    for (int i = 0; i < path.length - 1; i++) {
      if (path[i].equals("parameters")) {
        ((Map<String, Object>) parent).putIfAbsent("parameters", new ArrayList<>());
      }
      parent = ((Map<?, ?>) parent).get(path[i]);
    }
    String key = path[path.length - 1];
    if (verb.equals("move")) {
      String to = parts[1].substring(parts[1].lastIndexOf('/') + 1);
      ((Map<String, Object>) parent).put(to, ((Map<?, ?>) parent).remove(key));
      return;
    }
    if (verb.equals("drop")) {
      ((Map<?, ?>) parent).remove(key);
      return;
    }
    assertThat(verb).isEqualTo("set");
    Object value = Json.read(parts[1].getBytes(java.nio.charset.StandardCharsets.UTF_8));
    if (parent instanceof Map<?, ?> members) {
      ((Map<String, Object>) members).put(key, value);
    } else if (key.equals("+")) {
      ((List<Object>) parent).add(value);
    } else {
      ((List<Object>) parent)
          .replaceAll(item -> ((Map<?, ?>) item).get("name").equals(key) ? value : item);
    }
  }

  /** The facts in a folder beside the repository, or beside one that holds it. */
  private static Optional<Path> facts() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(FACTS))) {
        return Optional.of(at.resolve(FACTS));
      }
    }
    return Optional.empty();
  }

  private void compare(Operation ours, Map<?, ?> theirs, String at) {
    same(ours.scopes(), theirs.get("scopes"), at + " scopes");
    same(ours.everyScope(), "all".equals(theirs.get("scopeMode")), at + " scopeMode");
    same(ours.stage(), Optional.ofNullable(theirs.get("lifecycle")), at + " lifecycle");
    List<?> parameters = list(theirs.get("parameters"));
    same(ours.parameters().size(), parameters.size(), at + " parameters");
    for (int i = 0; i < Math.min(parameters.size(), ours.parameters().size()); i++) {
      Map<?, ?> given = (Map<?, ?>) parameters.get(i);
      Parameter parameter = ours.parameters().get(i);
      same(parameter.name(), given.get("name"), at + " parameter");
      same(
          parameter.in(),
          Parameter.Place.valueOf(((String) given.get("in")).toUpperCase(java.util.Locale.ROOT)),
          at);
      same(parameter.required(), Boolean.TRUE.equals(given.get("required")), at + " required");
      compare(parameter.schema(), given.get("schema"), at + " " + parameter.name());
    }
    Map<?, ?> body = (Map<?, ?>) theirs.get("requestBody");
    same(ours.body().isPresent(), body != null, at + " body");
    if (body != null && ours.body().isPresent()) {
      same(ours.body().get().required(), body.get("required"), at + " body required");
      same(ours.body().get().contentTypes(), body.get("contentTypes"), at + " content types");
      compare(ours.body().get().schema(), body.get("schema"), at + " body");
    }
    Map<?, ?> responses = theirs.get("responses") instanceof Map<?, ?> given ? given : Map.of();
    same(ours.answers().size(), responses.size(), at + " answers");
    ours.answers()
        .forEach(
            (status, answer) -> {
              Object given = responses.get(String.valueOf(status));
              same(answer.isPresent(), given != null, at + " " + status);
              if (answer.isPresent() && given != null) {
                compare(answer.get(), given, at + " " + status);
              }
            });
  }

  private void compare(Schema ours, Object source, String at) {
    Map<?, ?> theirs = (Map<?, ?>) source;
    if (theirs.get("$ref") instanceof String name) {
      same(ours.name(), Optional.of(name), at + " name");
      if (!compared.add(name)) {
        return;
      }
      Map<?, ?> target = (Map<?, ?>) schemas.get(name);
      if (target.get("$ref") != null) {
        compare(ours.allOf().get(0), target, name);
      } else {
        compareParts(ours, target, name);
      }
      return;
    }
    compareParts(ours, theirs, at);
  }

  private void compareParts(Schema ours, Map<?, ?> theirs, String at) {
    Set<String> types = new LinkedHashSet<>();
    ours.types().forEach(type -> types.add(type.word()));
    Object type = theirs.get("type");
    same(
        types,
        new LinkedHashSet<>(type instanceof String ? List.of(type) : list(type)),
        at + " type");
    Map<?, ?> properties = map(theirs.get("properties"));
    same(new ArrayList<>(ours.properties().keySet()), new ArrayList<>(properties.keySet()), at);
    ours.properties()
        .forEach(
            (name, schema) -> {
              if (properties.containsKey(name)) {
                compare(schema, properties.get(name), at + "." + name);
              }
            });
    same(ours.required(), new LinkedHashSet<>(list(theirs.get("required"))), at + " required");
    Object others = theirs.get("additionalProperties");
    same(ours.closed(), Boolean.FALSE.equals(others), at + " closed");
    same(ours.others().isPresent(), others instanceof Map, at + " others");
    if (ours.others().isPresent() && others instanceof Map) {
      compare(ours.others().get(), others, at + ".*");
    }
    List<Object> values = new ArrayList<>(list(theirs.get("enum")));
    if (theirs.containsKey("const")) {
      values.add(theirs.get("const"));
    }
    same(ours.values(), values, at + " values");
    same(ours.format(), Optional.ofNullable(theirs.get("format")), at + " format");
    same(ours.pattern(), Optional.ofNullable(theirs.get("pattern")), at + " pattern");
    Map<String, Object> limits = new LinkedHashMap<>();
    limits.put("minLength", number(ours.minLength()));
    limits.put("maxLength", number(ours.maxLength()));
    limits.put("minItems", number(ours.minItems()));
    limits.put("maxItems", number(ours.maxItems()));
    limits.put("minProperties", number(ours.minProperties()));
    limits.put("maxProperties", number(ours.maxProperties()));
    limits.put("minimum", ours.minimum());
    limits.put("maximum", ours.maximum());
    limits.forEach(
        (name, value) ->
            same(
                value,
                Optional.ofNullable(theirs.get(name))
                    .map(given -> new BigDecimal(String.valueOf(given))),
                at + " " + name));
    same(ours.uniqueItems(), Boolean.TRUE.equals(theirs.get("uniqueItems")), at + " unique");
    same(ours.hasDefault(), theirs.containsKey("default"), at + " default");
    same(ours.defaultValue(), theirs.get("default"), at + " default");
    same(ours.items().isPresent(), theirs.containsKey("items"), at + " items");
    if (ours.items().isPresent() && theirs.containsKey("items")) {
      compare(ours.items().get(), theirs.get("items"), at + "[]");
    }
    compareAll(ours.oneOf(), list(theirs.get("oneOf")), at + " oneOf");
    compareAll(ours.anyOf(), list(theirs.get("anyOf")), at + " anyOf");
    compareAll(ours.allOf(), list(theirs.get("allOf")), at + " allOf");
  }

  private void compareAll(List<Schema> ours, List<?> theirs, String at) {
    same(ours.size(), theirs.size(), at);
    for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
      compare(ours.get(i), theirs.get(i), at + i);
    }
  }

  private static Optional<BigDecimal> number(OptionalInt given) {
    return given.isPresent() ? Optional.of(BigDecimal.valueOf(given.getAsInt())) : Optional.empty();
  }

  private static List<?> list(Object value) {
    return value instanceof List<?> items ? items : List.of();
  }

  private static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> members ? members : Map.of();
  }

  private void same(Object ours, Object theirs, String at) {
    if (!Objects.equals(ours, theirs)) {
      differences.add(at + ": " + ours + ", and the source says " + theirs);
    }
  }
}
