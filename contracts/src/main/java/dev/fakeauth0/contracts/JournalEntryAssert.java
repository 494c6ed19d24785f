package dev.fakeauth0.contracts;

import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import org.assertj.core.api.AbstractAssert;

/** Assertions about one call of the journal. */
public final class JournalEntryAssert extends AbstractAssert<JournalEntryAssert, JournalEntry> {

  JournalEntryAssert(JournalEntry entry) {
    super(entry, JournalEntryAssert.class);
  }

  /** The rules granted it. */
  public JournalEntryAssert wasGranted() {
    return check(
        actual.decision() == JournalEntry.Decision.GRANTED, "the call to be granted", "it was not");
  }

  /** It was refused, for this reason. */
  public JournalEntryAssert wasRefusedFor(RefusalReason reason) {
    return check(
        actual.diagnosis().filter(diagnosis -> diagnosis.reason() == reason).isPresent(),
        "the call to be refused for " + reason.mode(),
        actual
            .diagnosis()
            .map(diagnosis -> "it was refused for " + diagnosis.reason().mode())
            .orElse("it was not refused"));
  }

  /** The sentence of its diagnosis contains this. */
  public JournalEntryAssert because(String part) {
    return check(
        diagnosis().because().contains(part),
        "a diagnosis that says \"" + part + "\"",
        "it says \"" + diagnosis().because() + "\"");
  }

  /** One of the remedies of its diagnosis contains this. */
  public JournalEntryAssert suggests(String part) {
    return check(
        diagnosis().remedies().stream().anyMatch(remedy -> remedy.contains(part)),
        "a remedy that says \"" + part + "\"",
        "there is none");
  }

  /** Its diagnosis states a fact. */
  public JournalEntryAssert hasFact(String name, Object value) {
    return check(
        value.equals(diagnosis().facts().get(name)),
        "the fact " + name + " = " + value,
        "it is " + diagnosis().facts().get(name));
  }

  /** It was answered with this status. */
  public JournalEntryAssert hasStatus(int status) {
    return check(
        actual.response().filter(response -> response.status() == status).isPresent(),
        "status " + status,
        actual
            .response()
            .map(response -> "it was " + response.status())
            .orElse("no answer was sent"));
  }

  /** It went to this path. */
  public JournalEntryAssert isTo(String path) {
    return check(
        actual.request().path().equals(path),
        "a call of " + path,
        "it was of " + actual.request().path());
  }

  /** It named this client. */
  public JournalEntryAssert isOf(String clientId) {
    return check(
        actual.clientId().filter(clientId::equals).isPresent(),
        "a call of client " + clientId,
        actual.clientId().map(client -> "it was of " + client).orElse("it named none"));
  }

  /** A failure rule acted on it. */
  public JournalEntryAssert wasFailedBy(String rule) {
    return check(
        actual.faults().contains(rule),
        "the rule " + rule + " to act on the call",
        actual.faults().isEmpty() ? "none did" : actual.faults() + " did");
  }

  private Diagnosis diagnosis() {
    return actual
        .diagnosis()
        .orElseThrow(
            () -> failure("Expected the call to be refused, but it was not:%s", Told.call(actual)));
  }

  private JournalEntryAssert check(boolean ok, String expected, String came) {
    if (!ok) {
      throw failure("Expected %s, but %s:%s", expected, came, Told.call(actual));
    }
    return this;
  }
}
