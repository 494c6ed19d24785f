package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.refusal.Diagnosis;

/** A diagnosis in JSON, as the journal, explain and the doctor show it. */
public final class DiagnosisJson {

  private DiagnosisJson() {}

  /** The object {@code {"reason","because","facts","remedies"}}. */
  public static Document of(Diagnosis diagnosis) {
    return Document.of(
        "reason", diagnosis.reason().mode(),
        "because", diagnosis.because(),
        "facts", diagnosis.facts(),
        "remedies", diagnosis.remedies());
  }
}
