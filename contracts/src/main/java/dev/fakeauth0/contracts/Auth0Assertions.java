package dev.fakeauth0.contracts;

import dev.fakeauth0.failure.Failures;
import dev.fakeauth0.journal.Journal;
import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.token.MintedToken;
import java.net.http.HttpResponse;
import java.util.Optional;

/**
 * Where assertions in Auth0's terms begin. To be imported statically beside AssertJ's own: the
 * compiler tells {@code assertThat} of the two apart by what is asserted about.
 */
public final class Auth0Assertions {

  private Auth0Assertions() {}

  /** About an access token, as a client holds it. */
  public static TokenAssert assertThatToken(String token) {
    return new TokenAssert(token);
  }

  /** About a token that was minted on demand. */
  public static TokenAssert assertThatToken(MintedToken token) {
    return new TokenAssert(token.accessToken());
  }

  /** About an answer of any endpoint; its body is read as text. */
  public static ReplyAssert assertThat(HttpResponse<?> reply) {
    return new ReplyAssert(Reply.of(reply));
  }

  /** About an answer that another client than the JDK's got. */
  public static ReplyAssert assertThat(Reply reply) {
    return new ReplyAssert(reply);
  }

  /** About what a tenant was asked and answered. */
  public static JournalAssert assertThat(Journal journal) {
    return new JournalAssert(journal);
  }

  /** About one call. */
  public static JournalEntryAssert assertThat(JournalEntry entry) {
    return new JournalEntryAssert(entry);
  }

  /** About a call there should be, such as {@code journal.last()}; fails if there is none. */
  public static JournalEntryAssert assertThat(Optional<JournalEntry> entry) {
    return new JournalEntryAssert(
        entry.orElseThrow(
            () -> new AssertionError("Expected a call in the journal, but there is none")));
  }

  /** About the failure rules of a tenant, and what became of them. */
  public static FailuresAssert assertThat(Failures failures) {
    return new FailuresAssert(failures);
  }
}
