package dev.fakeauth0.contracts;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.fakeauth0.refusal.RefusalReason;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class JournalAssertTest {

  private static final Calls JOURNAL = Calls.of(Calls.aGrant(), Calls.unserved(), Calls.aRefusal());

  @Test
  void says_what_was_asked_and_answered() {
    assertThat(JOURNAL)
        .hasTokenRequests(2)
        .hasRequestsTo("/oauth/tokens", 1)
        .hasRequestsOf("stranger", 1)
        .hasUnmatchedRequestTo("/oauth/tokens")
        .wasRefusedFor(RefusalReason.CLIENT_GRANT_MISSING)
        .wasRefusedFor(RefusalReason.CLIENT_GRANT_MISSING, 1)
        .receives("/oauth/token", Duration.ZERO)
        .last()
        .wasRefusedFor(RefusalReason.CLIENT_GRANT_MISSING)
        .because("no client grant")
        .suggests("clientGrants")
        .hasFact("audience", "https://orders")
        .hasStatus(403)
        .isTo("/oauth/token")
        .isOf("stranger")
        .wasFailedBy("delay=1ms");
    assertThat(Optional.of(Calls.aGrant())).wasGranted();
    assertThat(Calls.of()).hasNoRequests().hasNoRefusals().hasNoUnmatchedRequests();
  }

  @Test
  void a_failing_message_explains_the_refusals() {
    String message = Messages.of(() -> assertThat(JOURNAL).hasNoRefusals());

    assertThat(message)
        .isEqualTo(
            """
            Expected no refusal, but 1 call was refused:
              POST /oauth/token -> 403, client stranger, by the rules [delay=1ms]
                Because: client stranger has no client grant for https://orders (client-grant-missing)
                Facts:   audience = https://orders
                Remedy:  seed: an entry in clientGrants""");
  }

  @TestFactory
  Stream<DynamicTest> each_says_what_was_expected_and_what_came() {
    Map<String, ThrowingCallable> failing = new LinkedHashMap<>();
    failing.put(
        "Expected 1 request to /oauth/token, but there were 2:",
        () -> assertThat(JOURNAL).hasTokenRequests(1));
    failing.put(
        "Expected 2 requests to /oauth/tokens, but there was 1:",
        () -> assertThat(JOURNAL).hasRequestsTo("/oauth/tokens", 2));
    failing.put(
        "Expected 1 request of client nobody, but there were 0:",
        () -> assertThat(JOURNAL).hasRequestsOf("nobody", 1));
    failing.put(
        "Expected 0 requests, but there were 3:", () -> assertThat(JOURNAL).hasNoRequests());
    failing.put(
        "Expected a call to be refused for invalid-client, but these were refused:",
        () -> assertThat(JOURNAL).wasRefusedFor(RefusalReason.INVALID_CLIENT));
    failing.put(
        "but none was refused; the calls were:\n  POST /oauth/token -> 200, client m2m",
        () -> assertThat(Calls.of(Calls.aGrant())).wasRefusedFor(RefusalReason.INVALID_CLIENT));
    failing.put(
        "Expected 2 refusals for client-grant-missing, but there was 1; refused were:",
        () -> assertThat(JOURNAL).wasRefusedFor(RefusalReason.CLIENT_GRANT_MISSING, 2));
    failing.put(
        "but none answered:\n  POST /oauth/tokens -> 404, client m2m, no endpoint",
        () -> assertThat(JOURNAL).hasNoUnmatchedRequests());
    failing.put(
        "Expected a call of /token that no endpoint answers, but these were:",
        () -> assertThat(JOURNAL).hasUnmatchedRequestTo("/token"));
    failing.put(
        "Expected a call of /userinfo within PT1S, but there were:",
        () -> assertThat(JOURNAL).receives("/userinfo", Duration.ofSeconds(1)));
    failing.put(
        "Expected a call in the journal, but there is none", () -> assertThat(Calls.of()).last());
    failing.put(
        "but there is none",
        () -> assertThat(Optional.<dev.fakeauth0.journal.JournalEntry>empty()));
    failing.put(
        "Expected the call to be granted, but it was not:\n  POST /oauth/token -> 403",
        () -> assertThat(Calls.aRefusal()).wasGranted());
    failing.put(
        "Expected the call to be refused for invalid-client, but it was refused for"
            + " client-grant-missing:",
        () -> assertThat(Calls.aRefusal()).wasRefusedFor(RefusalReason.INVALID_CLIENT));
    failing.put(
        "Expected the call to be refused for invalid-client, but it was not refused:",
        () -> assertThat(Calls.aGrant()).wasRefusedFor(RefusalReason.INVALID_CLIENT));
    failing.put(
        "Expected a diagnosis that says \"secret\", but it says \"client stranger",
        () -> assertThat(Calls.aRefusal()).because("secret"));
    failing.put(
        "Expected the call to be refused, but it was not:",
        () -> assertThat(Calls.aGrant()).because("secret"));
    failing.put(
        "Expected a remedy that says \"secret\", but there is none:",
        () -> assertThat(Calls.aRefusal()).suggests("secret"));
    failing.put(
        "Expected the fact audience = x, but it is https://orders:",
        () -> assertThat(Calls.aRefusal()).hasFact("audience", "x"));
    failing.put(
        "Expected status 200, but it was 403:", () -> assertThat(Calls.aRefusal()).hasStatus(200));
    failing.put(
        "Expected a call of /x, but it was of /oauth/token:",
        () -> assertThat(Calls.aRefusal()).isTo("/x"));
    failing.put(
        "Expected a call of client m2m, but it was of stranger:",
        () -> assertThat(Calls.aRefusal()).isOf("m2m"));
    failing.put(
        "Expected the rule hs256 to act on the call, but [delay=1ms] did:",
        () -> assertThat(Calls.aRefusal()).wasFailedBy("hs256"));
    return failing.entrySet().stream()
        .map(
            entry ->
                dynamicTest(
                    entry.getKey(),
                    () -> assertThat(Messages.of(entry.getValue())).contains(entry.getKey())));
  }
}
