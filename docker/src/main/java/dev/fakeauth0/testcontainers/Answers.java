package dev.fakeauth0.testcontainers;

import dev.fakeauth0.failure.FailureRule;
import dev.fakeauth0.failure.Failures;
import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code /__admin} answers, as the values of the api. */
final class Answers {

  private Answers() {}

  static JournalEntry entry(JsonObject json) {
    JsonObject request = json.object("request");
    return new JournalEntry(
        json.text("id"),
        Instant.parse(json.text("at")),
        json.text("tenant"),
        new JournalEntry.Request(
            request.text("method"),
            request.text("path"),
            request.text("query"),
            request.object("headers").texts(),
            request.text("body")),
        json.child("response").map(Answers::response),
        json.string("endpoint"),
        json.string("client_id"),
        JournalEntry.Decision.valueOf(json.text("decision").toUpperCase(Locale.ROOT)),
        json.child("diagnosis").map(Answers::diagnosis),
        json.strings("faults"),
        json.strings("notes"));
  }

  static Diagnosis diagnosis(JsonObject json) {
    return new Diagnosis(
        reason(json.text("reason")),
        json.text("because"),
        json.object("facts").values(),
        json.strings("remedies"));
  }

  static List<Failures.Standing> standings(List<JsonObject> rules) {
    return rules.stream()
        .map(
            rule ->
                new Failures.Standing(
                    FailureRule.parse(rule.text("rule")),
                    (int) rule.number("hits"),
                    rule.flag("exhausted")))
        .toList();
  }

  private static JournalEntry.Response response(JsonObject json) {
    return new JournalEntry.Response(
        (int) json.number("status"), json.object("headers").texts(), json.text("body"));
  }

  private static RefusalReason reason(String mode) {
    Optional<RefusalReason> known =
        Arrays.stream(RefusalReason.values()).filter(each -> each.mode().equals(mode)).findFirst();
    return known.orElseThrow(
        () ->
            new IllegalStateException(
                "the emulator refused for a reason that this version of the library does not know: "
                    + mode
                    + "; use the image and the library of one version"));
  }
}
