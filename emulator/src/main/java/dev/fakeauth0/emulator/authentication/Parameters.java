package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.refusal.RefusalReason.MALFORMED_BODY;
import static dev.fakeauth0.refusal.RefusalReason.PARAMETER_INVALID;
import static dev.fakeauth0.refusal.RefusalReason.PARAMETER_REPEATED;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.emulator.pipeline.Request;
import dev.fakeauth0.refusal.Diagnosis;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request to the Authentication API: those in the body, a form or a JSON object
 * with the same names, or those of the query. An endpoint that takes credentials reads the body
 * alone (RFC 6749 section 2.3.1 forbids them in the query). A parameter without a value counts as
 * left out (RFC 6749 section 3.2), a JSON null too.
 */
public final class Parameters {

  private static final int LONGEST_SHOWN = 200;

  private static final Parameters NONE = new Parameters(Map.of(), "");

  private final Map<String, ?> values;
  private final String contentType;
  private final boolean formsOnly;

  private Parameters(Map<String, ?> values, String contentType) {
    this(values, contentType, false);
  }

  private Parameters(Map<String, ?> values, String contentType, boolean formsOnly) {
    this.values = values;
    this.contentType = contentType;
    this.formsOnly = formsOnly;
  }

  /**
   * Reads the body. A body of another type counts as empty, as it does for a server that has no
   * parser for it.
   *
   * <p>Refuses for {@link dev.fakeauth0.refusal.RefusalReason#MALFORMED_BODY}, {@code
   * PARAMETER_REPEATED} and, where one of the names has a value that is no string, {@code
   * PARAMETER_INVALID}.
   *
   * @param names the parameters that will be asked for
   */
  public static Decision<Parameters> of(Request request, List<String> names) {
    String contentType = request.header("Content-Type").orElse("");
    if (request.body().length == 0) {
      return Decision.grant(contentType.isEmpty() ? NONE : new Parameters(Map.of(), contentType));
    }
    return switch (mediaType(contentType)) {
      case "application/json" ->
          charset(contentType)
              .map(charset -> json(request.body(), charset, contentType))
              .orElseGet(() -> unknownCharset("JSON", contentType))
              .then(parameters -> parameters.onlyStrings(names));
      case "application/x-www-form-urlencoded" ->
          charset(contentType)
              .map(charset -> form(request.body(), charset, contentType))
              .orElseGet(() -> unknownCharset("form", contentType));
      default -> Decision.grant(new Parameters(Map.of(), contentType));
    };
  }

  /**
   * Reads the body at an endpoint that reads forms alone: a body of any other type counts as empty.
   *
   * <p>Refuses for {@link dev.fakeauth0.refusal.RefusalReason#MALFORMED_BODY} and {@code
   * PARAMETER_REPEATED}.
   */
  public static Decision<Parameters> ofForm(Request request) {
    String contentType = request.header("Content-Type").orElse("");
    return mediaType(contentType).equals("application/json")
        ? Decision.grant(new Parameters(Map.of(), contentType, true))
        : of(request, List.of());
  }

  /**
   * Reads the query. Refuses for {@link dev.fakeauth0.refusal.RefusalReason#MALFORMED_BODY} and
   * {@code PARAMETER_REPEATED}.
   */
  public static Decision<Parameters> ofQuery(Request request) {
    return form(request.query().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8, "");
  }

  /** The names of all parameters that were sent, with or without a value. */
  public Set<String> names() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /** The value of a parameter that is there and not empty. */
  public Optional<String> get(String name) {
    return values.get(name) instanceof String text && !text.isEmpty()
        ? Optional.of(text)
        : Optional.empty();
  }

  /** All of them, those that are no strings as well. */
  Document document() {
    return Document.of(values);
  }

  /** Why nothing could be read, for a diagnosis; empty where there were parameters. */
  Optional<String> emptyBecause() {
    if (!values.isEmpty()) {
      return Optional.empty();
    }
    if (contentType.isEmpty()) {
      return Optional.of("the request has no body that says its Content-Type");
    }
    String type = mediaType(contentType);
    boolean read =
        type.equals("application/x-www-form-urlencoded")
            || (type.equals("application/json") && !formsOnly);
    return Optional.of(
        read
            ? "the request body is empty"
            : "a body of the Content-Type \"" + shown(contentType) + "\" is not read");
  }

  private Decision<Parameters> onlyStrings(List<String> names) {
    for (String name : names) {
      Object value = values.get(name);
      if (value != null && !(value instanceof String)) {
        return Decision.refuse(
            PARAMETER_INVALID
                .because("the JSON member \"%s\" is %s, not a string", name, kind(value))
                .fact("parameter", name)
                .remedy(
                    value instanceof List
                        ? "join the values of \"%s\" into one string, separated by blanks"
                        : "send \"%s\" as a JSON string",
                    name));
      }
    }
    return Decision.grant(this);
  }

  private static Decision<Parameters> json(byte[] body, Charset charset, String contentType) {
    try {
      byte[] utf8 =
          charset.equals(StandardCharsets.UTF_8)
              ? body
              : new String(body, charset).getBytes(StandardCharsets.UTF_8);
      Object value = Json.read(utf8);
      if (value instanceof Map<?, ?> members) {
        Map<String, @Nullable Object> values = new HashMap<>();
        members.forEach((name, member) -> values.put((String) name, member));
        return Decision.grant(new Parameters(values, contentType));
      }
      return malformed("JSON", "the body is " + kind(value) + ", not an object");
    } catch (MalformedJson e) {
      return e.repeatedMember()
          .map(Parameters::repeated)
          .orElseGet(() -> malformed("JSON", withoutWords(String.valueOf(e.getMessage()))));
    }
  }

  private static Decision<Parameters> form(byte[] body, Charset charset, String contentType) {
    Map<String, String> values = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, String> field : FormBody.read(body, charset)) {
        if (values.put(field.getKey(), field.getValue()) != null) {
          return repeated(field.getKey());
        }
      }
    } catch (FormBody.Malformed e) {
      return malformed("form", String.valueOf(e.getMessage()));
    }
    return Decision.grant(new Parameters(values, contentType));
  }

  private static Decision<Parameters> repeated(String name) {
    return Decision.refuse(
        PARAMETER_REPEATED
            .because("the parameter \"%s\" is there more than once", shown(name))
            .fact("parameter", name)
            .remedy("send each parameter once (RFC 6749 section 3.2)"));
  }

  private static Decision<Parameters> malformed(String format, String problem) {
    Diagnosis diagnosis =
        MALFORMED_BODY
            .because("the body says it is %s and cannot be read as one: %s", named(format), problem)
            .fact("format", format)
            .fact("problem", problem);
    return Decision.refuse(
        format.equals("JSON")
            ? diagnosis.remedy(
                "check the body with a JSON parser; a comma left out between two members is the"
                    + " usual case")
            : diagnosis.remedy(
                "percent-encode names and values as UTF-8, a percent sign itself as %25; with curl,"
                    + " --data-urlencode does it"));
  }

  private static Decision<Parameters> unknownCharset(String format, String contentType) {
    return Decision.refuse(
        MALFORMED_BODY
            .because("the body's charset is not read: \"%s\"", shown(contentType))
            .fact("format", format)
            .fact("content_type", shown(contentType))
            .remedy("send the body in UTF-8"));
  }

  private static String named(String format) {
    return format.equals("JSON") ? "JSON" : "a form";
  }

  /** What a parser quotes of the text may be part of a secret. */
  private static String withoutWords(String message) {
    return message.replaceAll("(?s)Unrecognized token '.*?'", "an unquoted word");
  }

  private static String kind(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof String) {
      return "a string";
    }
    if (value instanceof Boolean) {
      return "a boolean";
    }
    if (value instanceof Number) {
      return "a number";
    }
    return value instanceof List ? "an array" : "an object";
  }

  private static String mediaType(String contentType) {
    int semicolon = contentType.indexOf(';');
    return (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  /**
   * The charset of a Content-Type; empty for one that is not read. Senders of forms use Latin 1.
   */
  private static Optional<Charset> charset(String contentType) {
    for (String parameter : contentType.toLowerCase(Locale.ROOT).split(";", -1)) {
      String text = parameter.strip();
      if (text.startsWith("charset=")) {
        return switch (text.substring("charset=".length()).replace("\"", "").strip()) {
          case "utf-8", "utf8", "us-ascii", "ascii", "" -> Optional.of(StandardCharsets.UTF_8);
          case "iso-8859-1", "latin1" -> Optional.of(StandardCharsets.ISO_8859_1);
          default -> Optional.empty();
        };
      }
    }
    return Optional.of(StandardCharsets.UTF_8);
  }

  private static String shown(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }

  /** Names, never values: these may be secrets. */
  @Override
  public String toString() {
    return "Parameters" + values.keySet();
  }
}
