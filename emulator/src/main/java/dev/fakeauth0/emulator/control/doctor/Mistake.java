package dev.fakeauth0.emulator.control.doctor;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.DiagnosisJson;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The one mistake the doctor found. As a {@link Diagnosis}, but its reason may be one that no
 * tenant refuses for, such as a domain that is written as a URL.
 *
 * @param reason in kebab case; a refusal's mode where it is one
 * @param because one sentence without a final dot
 * @param facts what was seen
 * @param remedies what to do, best first
 */
public record Mistake(
    String reason, String because, Map<String, Object> facts, List<String> remedies) {

  /** Copies its collections. */
  public Mistake {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    remedies = List.copyOf(remedies);
  }

  static Mistake of(String reason, String format, Object... arguments) {
    return new Mistake(reason, String.format(Locale.ROOT, format, arguments), Map.of(), List.of());
  }

  static Mistake of(Diagnosis diagnosis) {
    return of(DiagnosisJson.of(diagnosis));
  }

  /** From the JSON of a diagnosis. */
  static Mistake of(Document diagnosis) {
    Map<String, Object> facts = new LinkedHashMap<>();
    diagnosis
        .object("facts")
        .orElse(Document.EMPTY)
        .asMap()
        .forEach(
            (name, value) -> {
              if (value != null) {
                facts.put(name, value);
              }
            });
    return new Mistake(
        diagnosis.string("reason", "unknown"),
        diagnosis.string("because", ""),
        facts,
        diagnosis.strings("remedies"));
  }

  Mistake fact(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(facts);
    more.put(name, value);
    return new Mistake(reason, because, more, remedies);
  }

  Mistake remedy(String format, Object... arguments) {
    List<String> more = new ArrayList<>(remedies);
    more.add(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments));
    return new Mistake(reason, because, facts, more);
  }

  /** In the shape of a diagnosis. */
  Document json() {
    return Document.of("reason", reason, "because", because, "facts", facts, "remedies", remedies);
  }
}
