package dev.fakeauth0.junit;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The refused calls of a test, as a person reads them under its failure. */
final class RefusedCalls {

  private RefusedCalls() {}

  /** The calls and their diagnoses; empty if nothing was refused. */
  static Optional<String> of(String test, List<FakeAuth0> tenants) {
    StringBuilder text = new StringBuilder(1024);
    int count = 0;
    for (FakeAuth0 auth0 : tenants) {
      for (JournalEntry entry : auth0.journal().refused()) {
        count++;
        describe(entry, text, tenants.size() > 1);
      }
    }
    return count == 0
        ? Optional.empty()
        : Optional.of(
            "FakeAuth0 refused "
                + (count == 1 ? "a call" : count + " calls")
                + " of "
                + test
                + System.lineSeparator()
                + text);
  }

  private static void describe(JournalEntry entry, StringBuilder text, boolean several) {
    JournalEntry.Request request = entry.request();
    line(
        text,
        "  ",
        request.method()
            + " "
            + request.path()
            + (request.query().isEmpty() ? "" : "?" + request.query())
            + " -> "
            + entry.response().map(response -> "" + response.status()).orElse("no answer")
            + entry.clientId().map(client -> ", client " + client).orElse("")
            + (several ? ", tenant " + entry.tenant() : ""));
    if (!request.body().isEmpty()) {
      line(text, "    Request: ", request.body());
    }
    entry
        .response()
        .filter(response -> !response.body().isEmpty())
        .ifPresent(response -> line(text, "    Answer:  ", response.body()));
    entry.diagnosis().ifPresent(diagnosis -> describe(diagnosis, text));
    for (String rule : entry.faults()) {
      line(text, "    Rule:    ", rule);
    }
  }

  private static void describe(Diagnosis diagnosis, StringBuilder text) {
    line(text, "    Because: ", diagnosis.because() + " (" + diagnosis.reason().mode() + ")");
    String label = "    Facts:   ";
    for (Map.Entry<String, Object> fact : diagnosis.facts().entrySet()) {
      line(text, label, fact.getKey() + " = " + fact.getValue());
      label = "             ";
    }
    label = "    Remedy:  ";
    for (String remedy : diagnosis.remedies()) {
      line(text, label, remedy);
      label = "         or: ";
    }
  }

  private static void line(StringBuilder text, String label, String value) {
    text.append(label).append(value.strip()).append(System.lineSeparator());
  }
}
