package dev.fakeauth0.contracts;

import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.List;
import java.util.Map;

/** How calls and diagnoses are told in the messages of assertions that fail. */
final class Told {

  private static final int MOST = 20;

  private Told() {}

  static String calls(List<JournalEntry> entries) {
    if (entries.isEmpty()) {
      return "\n  (no call)";
    }
    StringBuilder text = new StringBuilder();
    int first = Math.max(0, entries.size() - MOST);
    if (first > 0) {
      text.append("\n  (").append(first).append(" older ones)");
    }
    entries.subList(first, entries.size()).forEach(entry -> text.append(call(entry)));
    return text.toString();
  }

  static String call(JournalEntry entry) {
    StringBuilder text = new StringBuilder("\n  ");
    text.append(entry.request().method()).append(' ').append(entry.request().path());
    entry
        .response()
        .ifPresentOrElse(
            response -> text.append(" -> ").append(response.status()),
            () -> text.append(" -> no answer"));
    entry.clientId().ifPresent(client -> text.append(", client ").append(client));
    if (entry.endpoint().isEmpty()) {
      text.append(", no endpoint");
    }
    if (!entry.faults().isEmpty()) {
      text.append(", by the rules ").append(entry.faults());
    }
    entry.diagnosis().ifPresent(diagnosis -> text.append(diagnosis(diagnosis)));
    return text.toString();
  }

  static String diagnosis(Diagnosis diagnosis) {
    StringBuilder text = new StringBuilder("\n    Because: ");
    text.append(diagnosis.because()).append(" (").append(diagnosis.reason().mode()).append(')');
    String label = "\n    Facts:   ";
    for (Map.Entry<String, Object> fact : diagnosis.facts().entrySet()) {
      text.append(label).append(fact.getKey()).append(" = ").append(fact.getValue());
      label = "\n             ";
    }
    label = "\n    Remedy:  ";
    for (String remedy : diagnosis.remedies()) {
      text.append(label).append(remedy);
      label = "\n         or: ";
    }
    return text.toString();
  }

  static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
