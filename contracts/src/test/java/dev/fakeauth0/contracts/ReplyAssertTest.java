package dev.fakeauth0.contracts;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ReplyAssertTest {

  private static final Reply REFUSED =
      new Reply(
          403,
          Map.of("x-auth0-requestid", List.of("req_2")),
          "{\"error\":\"access_denied\",\"error_description\":\"Service not found: x\"}");
  private static final Reply TOKEN =
      new Reply(200, Map.of(), "{\"access_token\":\"eyJhbGciOiJub25lIn0.e30.c2ln\"}");
  private static final Reply MANAGEMENT =
      new Reply(
          404,
          Map.of(),
          "{\"statusCode\":404,\"error\":\"Not Found\",\"message\":\"gone\","
              + "\"errorCode\":\"inexistent_user\"}");
  private static final Reply LIMITED =
      new Reply(
          429, Map.of("X-RateLimit-Remaining", List.of("0"), "Retry-After", List.of("7")), "{}");
  private static final Reply CHALLENGED =
      new Reply(
          403,
          Map.of(
              "WWW-Authenticate",
              List.of(
                  "Bearer error=\"insufficient_scope\", error_description=\"say \\\"please\\\"\","
                      + " scope=\"read:x\"")),
          "");
  private static final Reply BARE =
      new Reply(401, Map.of("WWW-Authenticate", List.of("Bearer")), "");

  @Test
  void says_what_was_answered() {
    assertThat(REFUSED)
        .hasStatus(403)
        .isOAuthError(403, "access_denied")
        .isOAuthError(403, "access_denied", "Service not found: x")
        .hasHeader("X-Auth0-RequestId", "req_2")
        .hasNoHeader("Retry-After");
    assertThat(TOKEN).isToken().hasAlgorithm("none");
    assertThat(MANAGEMENT)
        .isManagementError(404, "Not Found", "gone")
        .hasErrorCode("inexistent_user");
    assertThat(LIMITED).isRateLimited();
    assertThat(CHALLENGED).challengesWith("insufficient_scope").challengesForScope("read:x");
    assertThat(BARE).challengesWithoutError();
  }

  @Test
  void a_failing_message_tells_the_diagnosis_where_a_journal_has_it() {
    String message =
        Messages.of(
            () -> assertThat(REFUSED).explainedBy(Calls.of(Calls.aRefusal())).hasStatus(200));

    assertThat(message)
        .startsWith("Expected status 200, but it was 403:\n  403 {\"error\":\"access_denied\"")
        .contains("Because: client stranger has no client grant")
        .contains("Remedy:  seed: an entry in clientGrants");
  }

  @Test
  void a_failing_message_says_where_the_diagnosis_is_otherwise() {
    assertThat(Messages.of(() -> assertThat(REFUSED).hasStatus(200)))
        .contains("{\"request_id\":\"req_2\"}", "explainedBy");
    assertThat(Messages.of(() -> assertThat(REFUSED).explainedBy(Calls.of()).hasStatus(200)))
        .contains("the journal does not know this answer");
  }

  @Test
  void a_failing_message_shows_no_token_that_works() {
    assertThat(Messages.of(() -> assertThat(TOKEN).hasStatus(403)))
        .contains("eyJhbGciOiJub25lIn0.e30.*****")
        .doesNotContain("c2ln");
  }

  @TestFactory
  Stream<DynamicTest> each_says_what_was_expected_and_what_came() {
    Map<String, ThrowingCallable> failing = new LinkedHashMap<>();
    failing.put(
        "Expected error to be \"invalid_grant\", but it is \"access_denied\":",
        () -> assertThat(REFUSED).isOAuthError(403, "invalid_grant"));
    failing.put(
        "Expected error_description to be \"no\", but it is \"Service not found: x\":",
        () -> assertThat(REFUSED).isOAuthError(403, "access_denied", "no"));
    failing.put(
        "Expected status 200 with an access_token, but it was 403:",
        () -> assertThat(REFUSED).isToken());
    failing.put(
        "Expected message to be \"here\", but it is \"gone\":",
        () -> assertThat(MANAGEMENT).isManagementError(404, "Not Found", "here"));
    failing.put(
        "Expected errorCode to be \"x\", but it is not there:",
        () -> assertThat(REFUSED).hasErrorCode("x"));
    failing.put("Expected status 429, but it was 403:", () -> assertThat(REFUSED).isRateLimited());
    failing.put(
        "Expected a Retry-After or an X-RateLimit-Reset, but there is neither:",
        () ->
            assertThat(new Reply(429, Map.of("X-RateLimit-Remaining", List.of("0")), ""))
                .isRateLimited());
    failing.put(
        "Expected status 401, but it was 403:",
        () -> assertThat(CHALLENGED).challengesWith("invalid_token"));
    failing.put(
        "Expected a challenge with error=\"invalid_token\", but it is Bearer:",
        () -> assertThat(BARE).challengesWith("invalid_token"));
    failing.put(
        "Expected a challenge with scope=\"write:x\", but it is Bearer error=",
        () -> assertThat(CHALLENGED).challengesForScope("write:x"));
    failing.put(
        "Expected a challenge without an error, but it is Bearer error=\"e\":",
        () ->
            assertThat(
                    new Reply(401, Map.of("WWW-Authenticate", List.of("Bearer error=\"e\"")), ""))
                .challengesWithoutError());
    failing.put(
        "Expected a Bearer challenge in WWW-Authenticate, but there is no such header:",
        () -> assertThat(REFUSED).challengesWith("insufficient_scope"));
    failing.put(
        "Expected a Bearer challenge in WWW-Authenticate, but it is Basic realm=\"x\":",
        () ->
            assertThat(new Reply(401, Map.of("WWW-Authenticate", List.of("Basic realm=\"x\"")), ""))
                .challengesWith("invalid_token"));
    failing.put(
        "Expected the header Retry-After: 1, but it is 7:",
        () -> assertThat(LIMITED).hasHeader("Retry-After", "1"));
    failing.put(
        "Expected no header Retry-After, but it is 7:",
        () -> assertThat(LIMITED).hasNoHeader("Retry-After"));
    failing.put(
        "Expected a body that is a JSON object, but it is not:",
        () -> assertThat(BARE).hasMember("error", "x"));
    return failing.entrySet().stream()
        .map(
            entry ->
                dynamicTest(
                    entry.getKey(),
                    () -> assertThat(Messages.of(entry.getValue())).contains(entry.getKey())));
  }
}
