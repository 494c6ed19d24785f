package dev.fakeauth0.contracts;

import dev.fakeauth0.journal.Journal;
import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.refusal.RefusalReason;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;

/** Assertions about what a tenant was asked and answered. */
public final class JournalAssert extends AbstractAssert<JournalAssert, Journal> {

  private static final String TOKEN_ENDPOINT = "/oauth/token";

  JournalAssert(Journal journal) {
    super(journal, JournalAssert.class);
  }

  /** The token endpoint was called this often. */
  public JournalAssert hasTokenRequests(int count) {
    return hasRequestsTo(TOKEN_ENDPOINT, count);
  }

  /** A path was called this often, by any method. */
  public JournalAssert hasRequestsTo(String path, int count) {
    return counts(
        count, "request", " to " + path, entries(entry -> entry.request().path().equals(path)));
  }

  /** A client, known or not, called this often. */
  public JournalAssert hasRequestsOf(String clientId, int count) {
    return counts(
        count,
        "request",
        " of client " + clientId,
        entries(entry -> entry.clientId().filter(clientId::equals).isPresent()));
  }

  /** Nothing was asked. */
  public JournalAssert hasNoRequests() {
    return counts(0, "request", "", entries(entry -> true));
  }

  /** Nothing was refused. */
  public JournalAssert hasNoRefusals() {
    List<JournalEntry> refused = refused();
    if (!refused.isEmpty()) {
      throw failure(
          "Expected no refusal, but %s refused:%s",
          refused.size() == 1 ? "1 call was" : refused.size() + " calls were", Told.calls(refused));
    }
    return this;
  }

  /** At least one call was refused for this reason. */
  public JournalAssert wasRefusedFor(RefusalReason reason) {
    List<JournalEntry> refused = refused();
    if (refused.stream().noneMatch(entry -> hasReason(entry, reason))) {
      throw failure(
          "Expected a call to be refused for %s, but %s",
          reason.mode(),
          refused.isEmpty()
              ? "none was refused; the calls were:" + Told.calls(entries(entry -> true))
              : "these were refused:" + Told.calls(refused));
    }
    return this;
  }

  /** This many calls were refused for this reason. */
  public JournalAssert wasRefusedFor(RefusalReason reason, int times) {
    List<JournalEntry> refused = refused();
    long count = refused.stream().filter(entry -> hasReason(entry, reason)).count();
    if (count != times) {
      throw failure(
          "Expected %s for %s, but there %s %d; refused were:%s",
          Told.counted(times, "refusal"),
          reason.mode(),
          count == 1 ? "was" : "were",
          count,
          Told.calls(refused));
    }
    return this;
  }

  /** Each call was answered by an endpoint. */
  public JournalAssert hasNoUnmatchedRequests() {
    List<JournalEntry> unmatched = actual.unmatched();
    if (!unmatched.isEmpty()) {
      throw failure(
          "Expected an endpoint to answer each call, but none answered:%s", Told.calls(unmatched));
    }
    return this;
  }

  /** A path was called that no endpoint answers at. */
  public JournalAssert hasUnmatchedRequestTo(String path) {
    List<JournalEntry> unmatched = actual.unmatched();
    if (unmatched.stream().noneMatch(entry -> entry.request().path().equals(path))) {
      throw failure(
          "Expected a call of %s that no endpoint answers, but these were:%s",
          path, Told.calls(unmatched));
    }
    return this;
  }

  /** A path is called, if not yet, then within the time. */
  public JournalAssert receives(String path, Duration atMost) {
    if (actual.await(entry -> entry.request().path().equals(path), atMost).isEmpty()) {
      throw failure(
          "Expected a call of %s within %s, but there were:%s",
          path, atMost, Told.calls(entries(entry -> true)));
    }
    return this;
  }

  /** About the newest call; fails if there is none. */
  public JournalEntryAssert last() {
    return new JournalEntryAssert(
        actual
            .last()
            .orElseThrow(() -> failure("Expected a call in the journal, but there is none")));
  }

  private JournalAssert counts(int count, String what, String which, List<JournalEntry> found) {
    if (found.size() != count) {
      throw failure(
          "Expected %s%s, but there %s %d:%s",
          Told.counted(count, what),
          which,
          found.size() == 1 ? "was" : "were",
          found.size(),
          Told.calls(found.isEmpty() ? actual.entries() : found));
    }
    return this;
  }

  private List<JournalEntry> entries(Predicate<JournalEntry> wanted) {
    isNotNull();
    return actual.entries().stream().filter(wanted).toList();
  }

  private List<JournalEntry> refused() {
    isNotNull();
    return actual.refused();
  }

  private static boolean hasReason(JournalEntry entry, RefusalReason reason) {
    return entry.diagnosis().filter(diagnosis -> diagnosis.reason() == reason).isPresent();
  }
}
