package dev.fakeauth0.contracts;

import dev.fakeauth0.journal.Journal;
import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A journal of calls that are made up. */
final class Calls implements Journal {

  static final Diagnosis NO_GRANT =
      RefusalReason.CLIENT_GRANT_MISSING
          .because("client stranger has no client grant for https://orders")
          .fact("audience", "https://orders")
          .remedy("seed: an entry in clientGrants");

  private final List<JournalEntry> entries = new ArrayList<>();

  static JournalEntry aGrant() {
    return call(
        "req_1", "/oauth/token", "m2m", JournalEntry.Decision.GRANTED, 200, Optional.empty());
  }

  static JournalEntry aRefusal() {
    return call(
        "req_2",
        "/oauth/token",
        "stranger",
        JournalEntry.Decision.REFUSED,
        403,
        Optional.of(NO_GRANT));
  }

  static JournalEntry unserved() {
    JournalEntry entry =
        call("req_3", "/oauth/tokens", "m2m", JournalEntry.Decision.NONE, 404, Optional.empty());
    return new JournalEntry(
        entry.id(),
        entry.at(),
        entry.tenant(),
        entry.request(),
        entry.response(),
        Optional.empty(),
        entry.clientId(),
        entry.decision(),
        entry.diagnosis(),
        entry.faults(),
        entry.notes());
  }

  private static JournalEntry call(
      String id,
      String path,
      String client,
      JournalEntry.Decision decision,
      int status,
      Optional<Diagnosis> diagnosis) {
    return new JournalEntry(
        id,
        Instant.EPOCH,
        "default",
        new JournalEntry.Request("POST", path, "", Map.of(), ""),
        Optional.of(new JournalEntry.Response(status, Map.of(), "")),
        Optional.of("POST " + path),
        Optional.of(client),
        decision,
        diagnosis,
        List.of("delay=1ms"),
        List.of());
  }

  static Calls of(JournalEntry... made) {
    Calls calls = new Calls();
    calls.entries.addAll(List.of(made));
    return calls;
  }

  @Override
  public List<JournalEntry> entries() {
    return entries;
  }

  @Override
  public long dropped() {
    return 0;
  }

  @Override
  public void clear() {
    entries.clear();
  }

  @Override
  public Optional<JournalEntry> await(Predicate<JournalEntry> wanted, Duration atMost) {
    return entries.stream().filter(wanted).findFirst();
  }
}
