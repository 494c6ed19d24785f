package dev.fakeauth0.emulator.control;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.GrantedScope;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.Nearest;
import dev.fakeauth0.refusal.RefusalReason;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object in a call's body. Its readers give an empty result for a member that is absent or
 * null, and for one of the wrong kind, which they remember: {@link #then} refuses for the first of
 * these. Read by one thread.
 */
final class Body {

  private final Document document;
  private @Nullable Diagnosis mistake;

  private Body(Document document) {
    this.document = document;
  }

  /**
   * Reads a body; one of no bytes counts as an object without members.
   *
   * <p>Refuses for {@link RefusalReason#MALFORMED_BODY} what is no JSON object, and for {@link
   * RefusalReason#ADMIN_BAD_REQUEST} a member that is not known.
   *
   * @param known the members that are taken
   */
  static Decision<Body> of(byte[] bytes, List<String> known) {
    Document document;
    try {
      document = bytes.length == 0 ? Document.EMPTY : Json.readObject(bytes);
    } catch (MalformedJson e) {
      return Decision.refuse(malformed(e));
    }
    for (String name : document.asMap().keySet()) {
      if (!known.contains(name)) {
        return Decision.refuse(unknown(name, known));
      }
    }
    return Decision.grant(new Body(document));
  }

  /** What a text that is no JSON object is refused with. */
  static Diagnosis malformed(MalformedJson problem) {
    return RefusalReason.MALFORMED_BODY
        .because(
            "the body cannot be read as a JSON object: %s", String.valueOf(problem.getMessage()))
        .fact("problem", String.valueOf(problem.getMessage()))
        .remedy("check the body with a JSON parser; a comma left out is the usual case");
  }

  /** Whether a member is there, and not null. */
  boolean has(String name) {
    return document.get(name) != null;
  }

  /** A member that is a string. */
  Optional<String> string(String name) {
    Object value = document.get(name);
    if (value instanceof String text) {
      return Optional.of(text);
    }
    return wrong(name, value, "a string");
  }

  /** A member that is true or false. */
  Optional<Boolean> flag(String name) {
    Object value = document.get(name);
    if (value instanceof Boolean flag) {
      return Optional.of(flag);
    }
    return wrong(name, value, "true or false");
  }

  /** A member that is a positive whole number of seconds. */
  Optional<Duration> seconds(String name) {
    Object value = document.get(name);
    if (value instanceof Long number && number > 0 && number <= Integer.MAX_VALUE) {
      return Optional.of(Duration.ofSeconds(number));
    }
    return wrong(name, value, "a number of seconds, 1 or more");
  }

  /** A member that is a list of strings, or one string of words. */
  Optional<List<String>> words(String name) {
    Object value = document.get(name);
    if (value instanceof String text) {
      return Optional.of(List.copyOf(GrantedScope.words(text)));
    }
    if (value instanceof List<?> items) {
      List<String> words = new ArrayList<>();
      for (Object item : items) {
        if (item instanceof String word) {
          words.add(word);
        } else {
          return wrong(name, value, "a list of strings");
        }
      }
      return Optional.of(words);
    }
    return wrong(name, value, "a list of strings");
  }

  /** A member that is an object; its members, none if it is absent. */
  Map<String, @Nullable Object> object(String name) {
    Object value = document.get(name);
    if (value instanceof Map<?, ?>) {
      return document.object(name).orElse(Document.EMPTY).asMap();
    }
    wrong(name, value, "an object");
    return Map.of();
  }

  /** A member that is a moment (RFC 3339), such as {@code 2026-01-01T00:00:00Z}. */
  Optional<Instant> instant(String name) {
    Optional<String> text = string(name);
    try {
      return text.map(Instant::parse);
    } catch (DateTimeException e) {
      return wrong(name, text.orElse(""), "a moment such as 2026-01-01T00:00:00Z");
    }
  }

  /** A member that is a duration from zero up (ISO 8601), such as {@code PT1H}. */
  Optional<Duration> duration(String name) {
    Optional<String> text = string(name);
    try {
      Optional<Duration> duration = text.map(Duration::parse);
      if (duration.filter(Duration::isNegative).isEmpty()) {
        return duration;
      }
    } catch (DateTimeException e) {
      // Told below, with the value.
    }
    return wrong(name, text.orElse(""), "a duration from zero up, such as PT1H or P1D");
  }

  /** Refuses because of what members say together; the first mistake stands. */
  void mistake(String because, String remedy) {
    if (mistake == null) {
      mistake = RefusalReason.ADMIN_BAD_REQUEST.because("%s", because).remedy("%s", remedy);
    }
  }

  /** Goes on if all that was read is of its kind. */
  <T> Decision<T> then(Supplier<Decision<T>> next) {
    return mistake == null ? next.get() : Decision.refuse(mistake);
  }

  private <T> Optional<T> wrong(String name, @Nullable Object value, String wanted) {
    if (value != null && mistake == null) {
      mistake =
          RefusalReason.ADMIN_BAD_REQUEST
              .because("\"%s\" is %s, not %s", name, wanted, Shown.text(Json.text(value)))
              .fact("member", name)
              .remedy("send \"%s\" as %s", name, wanted);
    }
    return Optional.empty();
  }

  private static Diagnosis unknown(String name, List<String> known) {
    List<String> near = Nearest.to(name, known);
    Diagnosis diagnosis =
        RefusalReason.ADMIN_BAD_REQUEST
            .because("the body has a member that is not known here: \"%s\"", Shown.text(name))
            .fact("member", Shown.text(name))
            .fact("allowed", known);
    return near.isEmpty()
        ? diagnosis.remedy("leave it out; known here: %s", String.join(", ", known))
        : diagnosis.remedy("write \"%s\"", near.get(0));
  }
}
