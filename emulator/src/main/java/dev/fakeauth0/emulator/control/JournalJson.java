package dev.fakeauth0.emulator.control;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.DiagnosisJson;
import dev.fakeauth0.journal.JournalEntry;
import java.util.Locale;

/** Journal entries in JSON. */
final class JournalJson {

  private JournalJson() {}

  /** An entry; what it lacks is null. Notes stand at its end, where there are any. */
  static Document of(JournalEntry entry) {
    Document shown =
        Document.of(
            "id", entry.id(),
            "at", entry.at().toString(),
            "tenant", entry.tenant(),
            "request", request(entry.request()),
            "response", entry.response().map(JournalJson::response).orElse(null),
            "endpoint", entry.endpoint().orElse(null),
            "client_id", entry.clientId().orElse(null),
            "decision", word(entry.decision()),
            "diagnosis", entry.diagnosis().map(DiagnosisJson::of).orElse(null),
            "faults", entry.faults());
    return entry.notes().isEmpty() ? shown : shown.with("notes", entry.notes());
  }

  /** The word for a decision. */
  static String word(JournalEntry.Decision decision) {
    return decision.name().toLowerCase(Locale.ROOT);
  }

  private static Document request(JournalEntry.Request request) {
    return Document.of(
        "method", request.method(),
        "path", request.path(),
        "query", request.query(),
        "headers", request.headers(),
        "body", request.body());
  }

  private static Document response(JournalEntry.Response response) {
    return Document.of(
        "status", response.status(), "headers", response.headers(), "body", response.body());
  }
}
