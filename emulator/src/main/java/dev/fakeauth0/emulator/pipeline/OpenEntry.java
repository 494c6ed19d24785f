package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A journal entry while its call is under way. Opened before routing, completed whatever happens.
 * Keeps the messages as they are; they are masked when somebody reads the journal, which is rare.
 */
final class OpenEntry {

  private final String id;
  private final Instant at;
  private final String tenant;
  private final Request request;
  private String endpoint = "";
  private String clientId = "";
  private JournalEntry.Decision decision = JournalEntry.Decision.NONE;
  private @Nullable Diagnosis diagnosis;
  private @Nullable Reply reply;
  private List<String> notes = List.of();
  private List<String> faults = List.of();

  OpenEntry(String id, Instant at, String tenant, Request request) {
    this.id = id;
    this.at = at;
    this.tenant = tenant;
    this.request = request;
  }

  String id() {
    return id;
  }

  Instant at() {
    return at;
  }

  void endpoint(String name) {
    endpoint = name;
  }

  void subject(Subject subject) {
    clientId = subject.clientId().orElse("");
  }

  void granted() {
    decision = JournalEntry.Decision.GRANTED;
  }

  void refused(Diagnosis why) {
    decision = JournalEntry.Decision.REFUSED;
    diagnosis = why;
  }

  Optional<Diagnosis> diagnosis() {
    return Optional.ofNullable(diagnosis);
  }

  void note(String sentence) {
    notes = plus(notes, sentence);
  }

  void fault(String rule) {
    faults = plus(faults, rule);
  }

  void completed(Reply answer) {
    reply = answer;
  }

  /** The entry for readers, masked. */
  JournalEntry closed() {
    return new JournalEntry(
        id,
        at,
        tenant,
        Masking.request(request),
        Optional.ofNullable(reply).map(Masking::response),
        Optional.of(endpoint).filter(name -> !name.isEmpty()),
        Optional.of(clientId).filter(name -> !name.isEmpty()),
        decision,
        diagnosis(),
        faults,
        notes);
  }

  private static List<String> plus(List<String> some, String one) {
    return java.util.stream.Stream.concat(some.stream(), java.util.stream.Stream.of(one)).toList();
  }
}
