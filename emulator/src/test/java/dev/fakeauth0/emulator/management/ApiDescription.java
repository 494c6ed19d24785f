package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Auth0's own description of the Management API, where it lies beside this repository: what the
 * emulator's catalogue was made from, read here by other code than the emulator's.
 */
final class ApiDescription {

  private static final Path FILE =
      Path.of("..", "..", "shared", "auth0-facts", "management-api.json");
  private static final int DEEPEST = 12;

  /** An operation as it is described. */
  record Described(Document document) {

    String method() {
      return document.string("method").orElseThrow();
    }

    String path() {
      return document.string("path").orElseThrow();
    }

    String name() {
      return method() + " " + path();
    }

    List<String> scopes() {
      return document.strings("scopes");
    }

    Optional<Document> body() {
      return document.object("requestBody").flatMap(body -> body.object("schema"));
    }

    boolean takesJson() {
      return document
          .object("requestBody")
          .filter(body -> body.strings("contentTypes").contains("application/json"))
          .isPresent();
    }

    Map<String, @Nullable Object> answers() {
      return document.object("responses").orElse(Document.EMPTY).asMap();
    }
  }

  private final List<Described> operations;
  private final Document schemas;

  private ApiDescription(Document file) {
    operations = file.objects("operations").stream().map(Described::new).toList();
    schemas = file.object("schemas").orElseThrow();
  }

  static boolean there() {
    return Files.exists(FILE);
  }

  static ApiDescription read() throws Exception {
    return new ApiDescription(Json.readObject(Files.readAllBytes(FILE)));
  }

  List<Described> operations() {
    return operations;
  }

  /** A schema with its reference followed and its {@code allOf} merged. */
  Document resolved(Document schema) {
    Optional<String> reference = schema.string("$ref");
    if (reference.isPresent()) {
      return resolved(schemas.object(reference.get()).orElseThrow());
    }
    List<Document> parts = schema.objects("allOf");
    if (parts.isEmpty()) {
      return schema;
    }
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(schema.without("allOf").asMap());
    Map<String, @Nullable Object> properties =
        new LinkedHashMap<>(schema.object("properties").orElse(Document.EMPTY).asMap());
    List<String> required = new ArrayList<>(schema.strings("required"));
    for (Document part : parts) {
      Document resolved = resolved(part);
      resolved.asMap().forEach(merged::putIfAbsent);
      properties.putAll(resolved.object("properties").orElse(Document.EMPTY).asMap());
      required.addAll(resolved.strings("required"));
    }
    merged.put("properties", properties);
    merged.put("required", required);
    return Document.of(merged);
  }

  /** Whether a body may hold no member but those that are described. */
  boolean closed(Document schema) {
    Document resolved = resolved(schema);
    return resolved.asMap().containsKey("properties")
        && Boolean.FALSE.equals(resolved.get("additionalProperties"))
        && resolved.objects("oneOf").isEmpty()
        && resolved.objects("anyOf").isEmpty();
  }

  /** The least value that a schema takes. */
  @Nullable Object least(Document schema, String name, Map<String, Object> known) {
    return least(schema, name, known, 0);
  }

  private @Nullable Object least(
      Document given, String name, Map<String, Object> known, int depth) {
    Document schema = resolved(given);
    if (schema.has("const")) {
      return schema.get("const");
    }
    if (schema.get("enum") instanceof List<?> values && !values.isEmpty()) {
      return values.get(0);
    }
    for (String choice : List.of("oneOf", "anyOf")) {
      if (!schema.objects(choice).isEmpty() && depth < DEEPEST) {
        Object first = least(schema.objects(choice).get(0), name, known, depth + 1);
        if (first instanceof Map<?, ?> members && schema.object("properties").isPresent()) {
          Map<String, @Nullable Object> both = new LinkedHashMap<>(object(schema, known, depth));
          members.forEach((key, value) -> both.put((String) key, value));
          return both;
        }
        return first;
      }
    }
    return switch (type(schema)) {
      case "object" -> object(schema, known, depth);
      case "array" -> array(schema, name, known, depth);
      case "integer", "number" -> schema.number("minimum").orElse(1L);
      case "boolean" -> true;
      case "null" -> null;
      default -> known.getOrDefault(name, text(schema));
    };
  }

  private Map<String, @Nullable Object> object(
      Document schema, Map<String, Object> known, int depth) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    Document properties = schema.object("properties").orElse(Document.EMPTY);
    Collection<String> wanted = schema.strings("required");
    if (wanted.isEmpty()
        && schema.number("minProperties").orElse(0L) > 0
        && !properties.asMap().isEmpty()) {
      wanted = List.of(properties.asMap().keySet().iterator().next());
    }
    for (String member : wanted) {
      members.put(
          member,
          least(properties.object(member).orElse(Document.EMPTY), member, known, depth + 1));
    }
    return members;
  }

  private List<@Nullable Object> array(
      Document schema, String name, Map<String, Object> known, int depth) {
    List<@Nullable Object> items = new ArrayList<>();
    long least = schema.number("minItems").orElse(0L);
    Object given = known.get(name);
    if (given != null && least > 0) {
      items.add(given);
      return items;
    }
    for (long i = 0; i < least; i++) {
      items.add(least(schema.object("items").orElse(Document.EMPTY), name, known, depth + 1));
    }
    return items;
  }

  private static String type(Document schema) {
    if (schema.get("type") instanceof List<?> types) {
      return String.valueOf(types.get(0));
    }
    return schema.string("type", schema.has("properties") ? "object" : "string");
  }

  private static String text(Document schema) {
    String format = schema.string("format", "");
    String text =
        switch (format) {
          case "email", "email-or-empty" -> "someone@example.com";
          case "date-time" -> "2030-01-01T00:00:00.000Z";
          case "date" -> "2030-01-01";
          case "uuid" -> "0b8f4a52-7a71-4a60-9d9a-5f5a9b2f6c11";
          case "ipv4", "cidr" -> "203.0.113.7";
          case "ipv6", "ipv6_cidr" -> "2001:db8::7";
          case "hostname", "hostname-rfc2181" -> "shop.example.com";
          case "html-color", "forms-hex-color", "html-color-or-null" -> "#0055aa";
          case "organization-id" -> "org_0123456789abcdef";
          case "connection-id" -> "con_0123456789abcdef";
          case "role-id" -> "rol_0123456789abcdef";
          case "organization-name" -> "some-organization";
          default -> format.contains("ur") ? "https://shop.example.com/a" : pattern(schema);
        };
    long least = schema.number("minLength").orElse(0L);
    return text.length() >= least ? text : text + "a".repeat((int) (least - text.length()));
  }

  private static String pattern(Document schema) {
    String pattern = schema.string("pattern", "");
    if (pattern.startsWith("^+") || pattern.startsWith("^\\+")) {
      return "+15550100";
    }
    if (pattern.contains("https:")) {
      return "https://shop.example.com/a";
    }
    if (pattern.contains("0-9a-fA-F]{3}")) {
      return "#0055aa";
    }
    if (pattern.startsWith("^AC") || pattern.startsWith("^MG")) {
      return pattern.substring(1, 3) + "0123456789abcdef0123456789abcdef";
    }
    if (pattern.startsWith("^con_")) {
      return "con_0123456789abcdef";
    }
    if (pattern.contains("us-east")) {
      return "us-east-1";
    }
    return pattern.contains("\\d{12}") ? "123456789012" : "some-value";
  }

  /** What is wrong with a value's shape: the first place, or nothing. */
  Optional<String> misshapen(@Nullable Object value, Document schema) {
    return misshapen(value, schema, "$", 0);
  }

  private Optional<String> misshapen(
      @Nullable Object value, Document given, String place, int depth) {
    Document schema = resolved(given);
    for (String choice : List.of("oneOf", "anyOf")) {
      List<Document> choices = schema.objects(choice);
      if (!choices.isEmpty()) {
        boolean fits =
            choices.stream().anyMatch(each -> misshapen(value, each, place, depth + 1).isEmpty());
        if (!fits) {
          return Optional.of(place + " fits none of " + choice);
        }
      }
    }
    if (!typed(value, schema)) {
      return Optional.of(place + " is a " + kind(value) + ", not " + schema.get("type"));
    }
    if (value instanceof Map<?, ?> members) {
      for (String required : schema.strings("required")) {
        if (!members.containsKey(required)) {
          return Optional.of(place + " lacks " + required);
        }
      }
      Document properties = schema.object("properties").orElse(Document.EMPTY);
      for (Map.Entry<?, ?> member : members.entrySet()) {
        Optional<Document> described = properties.object((String) member.getKey());
        if (described.isPresent()) {
          Optional<String> wrong =
              misshapen(
                  member.getValue(), described.get(), place + "." + member.getKey(), depth + 1);
          if (wrong.isPresent()) {
            return wrong;
          }
        }
      }
    }
    if (value instanceof List<?> items && schema.object("items").isPresent()) {
      for (Object item : items) {
        Optional<String> wrong =
            misshapen(item, schema.object("items").orElseThrow(), place + "[]", depth + 1);
        if (wrong.isPresent()) {
          return wrong;
        }
      }
    }
    return Optional.empty();
  }

  private static boolean typed(@Nullable Object value, Document schema) {
    if (!schema.has("type")) {
      return true;
    }
    Object type = schema.get("type");
    List<?> types = type instanceof List<?> several ? several : List.of(String.valueOf(type));
    String kind = kind(value);
    return types.contains(kind) || (kind.equals("integer") && types.contains("number"));
  }

  private static String kind(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Map) {
      return "object";
    }
    if (value instanceof List) {
      return "array";
    }
    if (value instanceof Boolean) {
      return "boolean";
    }
    if (value instanceof Number number) {
      return number.doubleValue() == Math.rint(number.doubleValue()) ? "integer" : "number";
    }
    return "string";
  }
}
