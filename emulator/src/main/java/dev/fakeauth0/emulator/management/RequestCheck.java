package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.management.catalogue.Operation;
import dev.fakeauth0.emulator.management.catalogue.Parameter;
import dev.fakeauth0.emulator.management.catalogue.Schema;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Path, query and body against the operation's schemas, in the words of Auth0's validator. */
final class RequestCheck {

  private RequestCheck() {}

  static Optional<Diagnosis> path(Operation operation, Map<String, String> values) {
    for (Map.Entry<String, String> value : values.entrySet()) {
      Optional<Parameter> parameter =
          operation.parameter(Parameter.Place.PATH, value.getKey());
      if (parameter.isPresent()) {
        Optional<String> problem =
            problem(parameter.get(), typed(parameter.get().schema(), List.of(value.getValue())));
        if (problem.isPresent()) {
          return Optional.of(
              refused(
                  RefusalReason.INVALID_PATH,
                  "Path validation error: " + problem.get(),
                  "an id in the path is not of the form that Auth0 gives",
                  "take the id from an answer of the Management API"));
        }
      }
    }
    return Optional.empty();
  }

  static Optional<Diagnosis> query(Operation operation, Query query) {
    List<String> unknown = new ArrayList<>();
    for (String name : query.names()) {
      if (operation.parameter(Parameter.Place.QUERY, name).isEmpty()) {
        unknown.add(0, name);
      }
    }
    Optional<String> problem = Optional.empty();
    if (!unknown.isEmpty() && operation.isDescribed()) {
      problem =
          Optional.of("'Additional properties not allowed: " + String.join(",", unknown) + "'.");
    }
    for (Parameter parameter : operation.parameters()) {
      if (problem.isEmpty() && parameter.in() == Parameter.Place.QUERY) {
        List<String> sent = query.all(parameter.name());
        if (sent.isEmpty() && parameter.required()) {
          problem = Optional.of("'Missing required property: " + parameter.name() + "'.");
        } else if (!sent.isEmpty()) {
          problem = problem(parameter, typed(parameter.schema(), sent));
        }
      }
    }
    return problem.map(
        text ->
            refused(
                RefusalReason.INVALID_QUERY,
                "Query validation error: " + text,
                "a query parameter is not what the operation takes",
                "see the operation's parameters in Auth0's Management API reference"));
  }

  static Optional<Diagnosis> body(Schema schema, @Nullable Object value) {
    return SchemaProblem.of(schema, value)
        .map(
            problem ->
                refused(
                    RefusalReason.INVALID_BODY,
                    "Payload validation error: " + problem,
                    "the body is not what the operation takes",
                    "see the operation's body in Auth0's Management API reference"));
  }

  private static Optional<String> problem(Parameter parameter, @Nullable Object value) {
    return SchemaProblem.of(parameter, value);
  }

  private static Diagnosis refused(
      RefusalReason reason, String message, String because, String remedy) {
    return reason.because("%s", because).fact("message", message).remedy("%s", remedy);
  }

  /** What was sent as text, as the type its schema wants where the text can be read so. */
  static @Nullable Object typed(Schema schema, List<String> sent) {
    String text = sent.get(0);
    if (wants(schema, Schema.Type.ARRAY)) {
      Schema items = schema.items().orElse(null);
      List<@Nullable Object> all = new ArrayList<>();
      for (String one : sent) {
        all.add(items == null ? one : typed(items, List.of(one)));
      }
      return all;
    }
    if (wants(schema, Schema.Type.BOOLEAN) && (text.equals("true") || text.equals("false"))) {
      return text.equals("true");
    }
    if (wants(schema, Schema.Type.INTEGER) || wants(schema, Schema.Type.NUMBER)) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        return text; // The check says what is wrong with it.
      }
    }
    if (wants(schema, Schema.Type.OBJECT)) {
      return new LinkedHashMap<>(Map.of("value", text));
    }
    return text;
  }

  private static boolean wants(Schema schema, Schema.Type type) {
    return schema.types().contains(type) && !schema.types().contains(Schema.Type.STRING);
  }
}
