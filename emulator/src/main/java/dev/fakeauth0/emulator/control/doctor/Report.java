package dev.fakeauth0.emulator.control.doctor;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.token.TokenInspection.Check;
import java.util.List;
import java.util.Optional;

/**
 * What the doctor found.
 *
 * @param checks what was looked at, in order
 * @param mistake the first thing that is wrong; empty if nothing is
 */
public record Report(List<Check> checks, Optional<Mistake> mistake) {

  /** Copies its collection. */
  public Report {
    checks = List.copyOf(checks);
  }

  /** In the shape that explain answers in. */
  public Document json() {
    return Document.of(
        "verdict",
        mistake.isPresent() ? "refused" : "accepted",
        "checks",
        checks.stream()
            .map(
                check ->
                    Document.of("name", check.name(), "ok", check.ok(), "finding", check.finding()))
            .toList(),
        "diagnosis",
        mistake.map(Mistake::json).orElse(null));
  }

  /** For people: a line for each check, then the mistake and what to do. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Check check : checks) {
      text.append(check.ok() ? "ok " : "FAIL ")
          .append(check.name())
          .append(": ")
          .append(check.finding())
          .append('\n');
    }
    if (mistake.isEmpty()) {
      return text.append("Nothing wrong found\n").toString();
    }
    text.append("Diagnosis: ").append(mistake.get().because()).append('\n');
    String label = "Remedy: ";
    for (String remedy : mistake.get().remedies()) {
      text.append(label)
          .append(remedy.startsWith("or ") ? remedy.substring(3) : remedy)
          .append('\n');
      label = "    or: ";
    }
    return text.toString();
  }
}
