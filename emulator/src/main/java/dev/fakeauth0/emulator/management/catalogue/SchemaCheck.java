package dev.fakeauth0.emulator.management.catalogue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares values with schemas, and words the first fault as Auth0 does, which validates with
 * z-schema: its order (the type, then the object itself, then its members, last first) and its
 * texts, and around them those of z-schema-errors.
 *
 * <p>Two things are more lenient than z-schema. A value may match several alternatives of {@code
 * oneOf}: the published schemas are less exact than those Auth0 validates with. And the schemas of
 * {@code allOf} close an object together, as nothing could pass them otherwise.
 */
public final class SchemaCheck {

  /** What kind of rule was broken. */
  public enum Rule {
    /** A value of another type is wanted. */
    TYPE,
    /** The value is none of those counted up. */
    ENUM,
    /** The string lacks a format. */
    FORMAT,
    /** The string does not match a pattern. */
    PATTERN,
    /** The string is too short or too long. */
    LENGTH,
    /** The number is too small or too large. */
    RANGE,
    /** The array has too few or too many elements, or the object members. */
    SIZE,
    /** An element stands twice in the array. */
    UNIQUE,
    /** A member that must be there is missing. */
    MISSING,
    /** A member is unknown, and the object takes known ones only. */
    UNKNOWN,
    /** No alternative fits. */
    ALTERNATIVES
  }

  /**
   * A fault.
   *
   * @param rule what was broken
   * @param text z-schema's sentence
   * @param path where, such as {@code groups[0].email}; empty for the value as a whole
   * @param description Auth0's words for what is there
   * @param inner the faults of the alternatives, when none of them fits
   */
  public record Fault(
      Rule rule, String text, String path, Optional<String> description, List<Fault> inner) {

    /**
     * Auth0's message.
     *
     * @param part what was validated: {@code Payload}, {@code Query} or {@code Path}
     */
    public String message(String part) {
      StringBuilder message = new StringBuilder(part).append(" validation error: '");
      message.append(text).append('\'');
      if (!path.isEmpty()) {
        message.append(" on property ").append(path);
        description.ifPresent(words -> message.append(" (").append(words).append(')'));
      }
      message.append('.');
      if (!inner.isEmpty()) {
        Set<String> messages = new LinkedHashSet<>();
        for (Fault fault : inner) {
          messages.add(fault.message(part));
        }
        message.append(" Inner errors: [ ").append(String.join(" (also) ", messages)).append(" ].");
      }
      return message.toString();
    }
  }

  /**
   * The parameters of a query, read as the types wanted.
   *
   * @param values names to values: strings, booleans, numbers, or lists of strings
   * @param fault the first fault; empty when all is well
   */
  public record Query(Map<String, Object> values, Optional<Fault> fault) {}

  private final List<Fault> faults = new ArrayList<>();

  private SchemaCheck() {}

  /**
   * The first fault of a body.
   *
   * @param value a value as {@code Json} reads it
   */
  public static Optional<Fault> body(Schema schema, @Nullable Object value) {
    return first(schema, value, "");
  }

  private static Optional<Fault> first(Schema schema, @Nullable Object value, String path) {
    SchemaCheck check = new SchemaCheck();
    check.check(schema, value, path);
    return check.faults.isEmpty() ? Optional.empty() : Optional.of(check.faults.get(0));
  }

  /**
   * The first fault of a path's parameters.
   *
   * @param values names to values, decoded
   */
  public static Optional<Fault> path(Operation operation, Map<String, String> values) {
    for (Parameter parameter : operation.parameters()) {
      String value = values.get(parameter.name());
      if (parameter.in() == Parameter.Place.PATH && value != null) {
        Object read = read(parameter.schema(), List.of(value));
        Optional<Fault> fault = first(parameter.schema(), read, parameter.name());
        if (fault.isPresent()) {
          return described(fault, parameter);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Reads a query and finds its first fault. Of an operation that no document describes, everything
   * is taken as it comes.
   *
   * @param given names to values in the order sent, decoded
   */
  public static Query query(Operation operation, Map<String, List<String>> given) {
    Map<String, Object> values = new LinkedHashMap<>();
    Optional<Fault> fault = Optional.empty();
    List<String> unknown = new ArrayList<>();
    Optional<Fault> missing = Optional.empty();
    for (Parameter parameter : operation.parameters()) {
      if (parameter.in() == Parameter.Place.QUERY
          && parameter.required()
          && !given.containsKey(parameter.name())) {
        missing =
            Optional.of(plain(Rule.MISSING, "Missing required property: " + parameter.name()));
      }
    }
    for (Map.Entry<String, List<String>> entry : given.entrySet()) {
      Optional<Parameter> parameter = operation.parameter(Parameter.Place.QUERY, entry.getKey());
      if (parameter.isEmpty()) {
        unknown.add(0, entry.getKey());
        values.put(entry.getKey(), unread(entry.getValue()));
        continue;
      }
      Schema schema = parameter.get().schema();
      Object value = read(schema, entry.getValue());
      values.put(entry.getKey(), value);
      Optional<Fault> here = first(schema, value, entry.getKey());
      if (here.isPresent()) {
        // The last one given is looked at first.
        fault = described(here, parameter.get());
      }
    }
    if (missing.isPresent()) {
      fault = missing;
    } else if (!unknown.isEmpty() && operation.isDescribed()) {
      fault = Optional.of(plain(Rule.UNKNOWN, notAllowed(unknown)));
    }
    return new Query(values, fault);
  }

  private static Fault plain(Rule rule, String text) {
    return new Fault(rule, text, "", Optional.empty(), List.of());
  }

  private static Optional<Fault> described(Optional<Fault> fault, Parameter parameter) {
    return fault.map(
        given ->
            given.description().isPresent() || !given.path().equals(parameter.name())
                ? given
                : new Fault(
                    given.rule(),
                    given.text(),
                    given.path(),
                    parameter.description(),
                    given.inner()));
  }

  private static Object unread(List<String> given) {
    return given.size() == 1 ? given.get(0) : given;
  }

  /** The value of a parameter as the type wanted; as text where it cannot be read so. */
  private static Object read(Schema schema, List<String> given) {
    if (schema.types().contains(Schema.Type.ARRAY)) {
      return given;
    }
    if (given.size() != 1) {
      return given;
    }
    String text = given.get(0);
    Set<Schema.Type> wanted = types(schema);
    if (wanted.contains(Schema.Type.BOOLEAN) && (text.equals("true") || text.equals("false"))) {
      return text.equals("true");
    }
    if (wanted.contains(Schema.Type.INTEGER) || wanted.contains(Schema.Type.NUMBER)) {
      return number(text);
    }
    return text;
  }

  /** The types of a schema or, when it says none, of the schemas it is made of. */
  private static Set<Schema.Type> types(Schema schema) {
    if (!schema.types().isEmpty() || schema.allOf().isEmpty()) {
      return schema.types();
    }
    return types(schema.allOf().get(0));
  }

  private static Object number(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    if (text.length() == start || text.length() > 30) {
      return text;
    }
    int dots = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && i > start && i < text.length() - 1) {
        dots++;
      } else if (c < '0' || c > '9') {
        return text;
      }
    }
    if (dots > 1) {
      return text;
    }
    if (dots == 1) {
      return Double.valueOf(text);
    }
    return text.length() - start > 18 ? new BigInteger(text) : (Object) Long.valueOf(text);
  }

  // The walk.

  private void fault(Rule rule, String text, String path, Schema schema) {
    faults.add(new Fault(rule, text, path, schema.description(), List.of()));
  }

  private void check(Schema schema, @Nullable Object value, String path) {
    if (!type(schema, value, path)) {
      return;
    }
    List<?> values = schema.values();
    if (!values.isEmpty() && values.stream().noneMatch(known -> same(known, value))) {
      fault(Rule.ENUM, "No enum match for: " + shown(value), path, schema);
    }
    if (value instanceof String text) {
      string(schema, text, path);
    } else if (value instanceof Number number) {
      number(schema, number, path);
    } else if (value instanceof List<?> items) {
      array(schema, items, path);
    } else if (value instanceof Map<?, ?> members) {
      object(schema, members, path);
    }
    alternatives(schema, schema.oneOf(), value, path);
    alternatives(schema, schema.anyOf(), value, path);
    if (!(value instanceof Map<?, ?>)) {
      for (Schema part : schema.allOf()) {
        check(part, value, path);
      }
    }
    if (value instanceof List<?> items && schema.items().isPresent()) {
      for (int i = items.size() - 1; i >= 0; i--) {
        check(schema.items().get(), items.get(i), path + "[" + i + "]");
      }
    } else if (value instanceof Map<?, ?> members) {
      members(schema, members, path);
    }
  }

  private boolean type(Schema schema, @Nullable Object value, String path) {
    Schema.Type found = typeOf(value);
    if (schema.allows(found)) {
      return true;
    }
    List<String> wanted = new ArrayList<>();
    for (Schema.Type type : schema.types()) {
      wanted.add(type.word());
    }
    // A nullable type is written with null behind it; the set has it last.
    fault(
        Rule.TYPE,
        "Expected type " + String.join(",", wanted) + " but found type " + found.word(),
        path,
        schema);
    return false;
  }

  private static Schema.Type typeOf(@Nullable Object value) {
    if (value == null) {
      return Schema.Type.NULL;
    }
    if (value instanceof String) {
      return Schema.Type.STRING;
    }
    if (value instanceof Boolean) {
      return Schema.Type.BOOLEAN;
    }
    if (value instanceof Number number) {
      return !(number instanceof Double) || number.doubleValue() == Math.rint(number.doubleValue())
          ? Schema.Type.INTEGER
          : Schema.Type.NUMBER;
    }
    return value instanceof List ? Schema.Type.ARRAY : Schema.Type.OBJECT;
  }

  private void string(Schema schema, String text, String path) {
    int length = text.codePointCount(0, text.length());
    schema
        .minLength()
        .ifPresent(
            least -> {
              if (length < least) {
                fault(
                    Rule.LENGTH,
                    "String is too short (" + length + " chars), minimum " + least,
                    path,
                    schema);
              }
            });
    OptionalInt most = schema.maxLength();
    if (most.isPresent() && length > most.getAsInt()) {
      fault(
          Rule.LENGTH,
          "String is too long (" + length + " chars), maximum " + most.getAsInt(),
          path,
          schema);
      return;
    }
    schema
        .pattern()
        .ifPresent(
            pattern -> {
              if (!EcmaPattern.found(pattern, text)) {
                fault(
                    Rule.PATTERN,
                    "String does not match pattern " + pattern + ": " + text,
                    path,
                    schema);
              }
            });
    schema
        .format()
        .ifPresent(
            format -> {
              if (!Formats.holds(format, text)) {
                fault(
                    Rule.FORMAT,
                    "Object didn't pass validation for format " + format + ": " + text,
                    path,
                    schema);
              }
            });
  }

  private void number(Schema schema, Number number, String path) {
    BigDecimal value = decimal(number);
    schema
        .minimum()
        .ifPresent(
            least -> {
              if (value.compareTo(least) < 0) {
                fault(
                    Rule.RANGE,
                    "Value " + plain(value) + " is less than minimum " + plain(least),
                    path,
                    schema);
              }
            });
    schema
        .maximum()
        .ifPresent(
            most -> {
              if (value.compareTo(most) > 0) {
                fault(
                    Rule.RANGE,
                    "Value " + plain(value) + " is greater than maximum " + plain(most),
                    path,
                    schema);
              }
            });
  }

  private static BigDecimal decimal(Number number) {
    if (number instanceof BigInteger large) {
      return new BigDecimal(large);
    }
    return number instanceof Double fraction
        ? BigDecimal.valueOf(fraction)
        : BigDecimal.valueOf(number.longValue());
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private void array(Schema schema, List<?> items, String path) {
    size(
        schema,
        items.size(),
        schema.minItems(),
        schema.maxItems(),
        "Array is too short (%d), minimum %d",
        "Array is too long (%d), maximum %d",
        path);
    if (schema.uniqueItems()) {
      for (int i = 0; i < items.size(); i++) {
        for (int j = i + 1; j < items.size(); j++) {
          if (same(items.get(i), items.get(j))) {
            fault(
                Rule.UNIQUE,
                "Array items are not unique (indexes " + i + " and " + j + ")",
                path,
                schema);
            return;
          }
        }
      }
    }
  }

  private void size(
      Schema schema,
      int size,
      OptionalInt least,
      OptionalInt most,
      String tooFew,
      String tooMany,
      String path) {
    if (least.isPresent() && size < least.getAsInt()) {
      fault(Rule.SIZE, counted(tooFew, size, least.getAsInt()), path, schema);
    }
    if (most.isPresent() && size > most.getAsInt()) {
      fault(Rule.SIZE, counted(tooMany, size, most.getAsInt()), path, schema);
    }
  }

  private static String counted(String text, int size, int bound) {
    return String.format(java.util.Locale.ROOT, text, size, bound);
  }

  private void object(Schema schema, Map<?, ?> members, String path) {
    // z-schema walks each list from its end.
    List<String> required = new ArrayList<>(required(schema));
    for (int i = required.size() - 1; i >= 0; i--) {
      if (!members.containsKey(required.get(i))) {
        fault(Rule.MISSING, "Missing required property: " + required.get(i), path, schema);
      }
    }
    if (closed(schema)) {
      List<String> unknown = new ArrayList<>();
      for (Object name : members.keySet()) {
        if (!known(schema, (String) name)) {
          unknown.add(0, (String) name);
        }
      }
      if (!unknown.isEmpty()) {
        fault(Rule.UNKNOWN, notAllowed(unknown), path, schema);
      }
    }
    size(
        schema,
        members.size(),
        schema.minProperties(),
        schema.maxProperties(),
        "Too few properties defined (%d), minimum %d",
        "Too many properties defined (%d), maximum %d",
        path);
  }

  private static String notAllowed(List<String> unknown) {
    return "Additional properties not allowed: " + String.join(",", unknown);
  }

  private static Set<String> required(Schema schema) {
    if (schema.allOf().isEmpty()) {
      return schema.required();
    }
    Set<String> all = new LinkedHashSet<>(schema.required());
    for (Schema part : schema.allOf()) {
      all.addAll(required(part));
    }
    return all;
  }

  private static boolean closed(Schema schema) {
    if (schema.closed()) {
      return true;
    }
    for (Schema part : schema.allOf()) {
      // One open part lets everything in.
      if (!closed(part)) {
        return false;
      }
    }
    return !schema.allOf().isEmpty();
  }

  private static boolean known(Schema schema, String name) {
    if (schema.properties().containsKey(name)) {
      return true;
    }
    for (Schema part : schema.allOf()) {
      if (known(part, name)) {
        return true;
      }
    }
    return false;
  }

  private void members(Schema schema, Map<?, ?> members, String path) {
    List<Map.Entry<?, ?>> entries = new ArrayList<>(members.entrySet());
    for (int i = entries.size() - 1; i >= 0; i--) {
      String name = (String) entries.get(i).getKey();
      member(schema, name, entries.get(i).getValue(), path.isEmpty() ? name : path + "." + name);
    }
    wholes(schema, members, path);
  }

  /** What the parts of {@code allOf} say about the object besides its members and their names. */
  private void wholes(Schema schema, Map<?, ?> members, String path) {
    for (Schema part : schema.allOf()) {
      if (!type(part, members, path)) {
        continue;
      }
      size(
          part,
          members.size(),
          part.minProperties(),
          part.maxProperties(),
          "Too few properties defined (%d), minimum %d",
          "Too many properties defined (%d), maximum %d",
          path);
      alternatives(part, part.oneOf(), members, path);
      alternatives(part, part.anyOf(), members, path);
      wholes(part, members, path);
    }
  }

  private void member(Schema schema, String name, @Nullable Object value, String path) {
    Schema known = schema.properties().get(name);
    if (known != null) {
      check(known, value, path);
    } else if (schema.others().isPresent()) {
      check(schema.others().get(), value, path);
    }
    for (Schema part : schema.allOf()) {
      member(part, name, value, path);
    }
  }

  /** One of the alternatives must hold, if there are any. */
  private void alternatives(
      Schema schema, List<Schema> alternatives, @Nullable Object value, String path) {
    if (alternatives.isEmpty()) {
      return;
    }
    List<Fault> inner = new ArrayList<>();
    for (int i = alternatives.size() - 1; i >= 0; i--) {
      Optional<Fault> fault = first(alternatives.get(i), value, path);
      if (fault.isEmpty()) {
        return;
      }
      inner.add(fault.get());
    }
    faults.add(
        new Fault(
            Rule.ALTERNATIVES,
            "None of the valid schemas were met",
            path,
            schema.description(),
            List.copyOf(inner)));
  }

  private static boolean same(@Nullable Object one, @Nullable Object other) {
    if (one instanceof Number a && other instanceof Number b) {
      return decimal(a).compareTo(decimal(b)) == 0;
    }
    return Objects.equals(one, other);
  }

  /** A value as JavaScript puts it into a text. */
  private static String shown(@Nullable Object value) {
    if (value instanceof Number number) {
      return plain(decimal(number));
    }
    return value instanceof Map || value instanceof List
        ? dev.fakeauth0.emulator.json.Json.text(value)
        : String.valueOf(value);
  }
}
