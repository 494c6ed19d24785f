package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.emulator.management.catalogue.Operation;
import dev.fakeauth0.emulator.management.catalogue.Schema;
import dev.fakeauth0.emulator.pipeline.Request;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was sent with an operation: JSON, or a form as an object of what its schema wants. A
 * multipart body is left to the operation that takes one.
 *
 * @param value the value; null if there was none
 */
record Body(@Nullable Object value) {

  static Decision<Body> of(Request request, Operation operation) {
    Optional<Operation.Body> wanted = operation.body();
    if (wanted.isEmpty() || wanted.get().contentTypes().contains("multipart/form-data")) {
      return Decision.grant(new Body(null));
    }
    return read(request, wanted.get())
        .then(
            body -> {
              if (body.value() == null && !wanted.get().required() && request.body().length == 0) {
                return optional(wanted.get(), body);
              }
              return checked(wanted.get(), body);
            });
  }

  /** An absent body is an empty object where the schema has anything to say of one. */
  private static Decision<Body> optional(Operation.Body wanted, Body body) {
    return wanted.schema().required().isEmpty() ? Decision.grant(body) : checked(wanted, body);
  }

  private static Decision<Body> checked(Operation.Body wanted, Body body) {
    Optional<Diagnosis> wrong = RequestCheck.body(wanted.schema(), body.value());
    return wrong.isPresent() ? Decision.refuse(wrong.get()) : Decision.grant(body);
  }

  private static Decision<Body> read(Request request, Operation.Body wanted) {
    byte[] bytes = request.body();
    String type = request.header("Content-Type").orElse("application/json");
    int semicolon = type.indexOf(';');
    String media =
        (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    if (bytes.length == 0) {
      return Decision.grant(new Body(null));
    }
    if (wanted.contentTypes().contains("text/html")
        && (media.equals("text/html") || bytes[0] == '<')) {
      return Decision.grant(new Body(new String(bytes, StandardCharsets.UTF_8)));
    }
    if (media.equals("application/x-www-form-urlencoded")) {
      return Decision.grant(new Body(form(bytes, wanted.schema())));
    }
    if (!media.equals("application/json") && !media.endsWith("+json")) {
      return Decision.refuse(
          RefusalReason.UNSUPPORTED_MEDIA_TYPE
              .because("the body is %s, and the operation reads JSON", media)
              .fact("content_type", media)
              .remedy("send JSON, with Content-Type: application/json"));
    }
    try {
      return Decision.grant(new Body(Json.read(bytes)));
    } catch (MalformedJson e) {
      return Decision.refuse(
          RefusalReason.MALFORMED_BODY
              .because("the body is not JSON: %s", e.getMessage())
              .remedy("send well-formed JSON in UTF-8"));
    }
  }

  private static Map<String, Object> form(byte[] bytes, Schema schema) {
    Query sent = Query.of(new String(bytes, StandardCharsets.UTF_8));
    Map<String, Object> form = new LinkedHashMap<>();
    for (String name : sent.names()) {
      Schema wanted = View.properties(schema, Map.of(name, true)).get(name);
      List<String> values = sent.all(name);
      form.put(name, wanted == null ? values.get(0) : typed(wanted, values));
    }
    return form;
  }

  /** What a form sent, as the type its schema wants where the text can be read so. */
  private static Object typed(Schema schema, List<String> sent) {
    String text = sent.get(0);
    if (schema.types().contains(Schema.Type.STRING)) {
      return text;
    }
    if (schema.types().contains(Schema.Type.ARRAY)) {
      return sent;
    }
    if (schema.types().contains(Schema.Type.BOOLEAN)
        && (text.equals("true") || text.equals("false"))) {
      return text.equals("true");
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return text; // The check says what is wrong with it.
    }
  }
}
