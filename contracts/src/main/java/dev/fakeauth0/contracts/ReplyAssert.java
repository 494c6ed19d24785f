package dev.fakeauth0.contracts;

import dev.fakeauth0.journal.Journal;
import dev.fakeauth0.journal.JournalEntry;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about an answer: of a token endpoint (RFC 6749 section 5), of the Management API, or
 * of an API under test (RFC 6750 section 3).
 */
public final class ReplyAssert extends AbstractAssert<ReplyAssert, Reply> {

  private static final String REQUEST_ID = "X-Auth0-RequestId";

  private @Nullable Journal journal;

  ReplyAssert(Reply reply) {
    super(reply, ReplyAssert.class);
  }

  /** Has the messages of failing assertions tell what a journal knows of this answer. */
  public ReplyAssert explainedBy(Journal known) {
    journal = known;
    return this;
  }

  /** The HTTP status. */
  public ReplyAssert hasStatus(int status) {
    return check(actual.status() == status, "status " + status, "it was " + actual.status());
  }

  /** A token was issued: 200 and an {@code access_token}. Goes on with the token. */
  public TokenAssert isToken() {
    Object token = json().get("access_token");
    check(
        actual.status() == 200 && token instanceof String,
        "status 200 with an access_token",
        "it was " + actual.status());
    return new TokenAssert(String.valueOf(token));
  }

  /** An OAuth error, in exactly these words (RFC 6749 section 5.2). */
  public ReplyAssert isOAuthError(int status, String error, String description) {
    return isOAuthError(status, error).hasMember("error_description", description);
  }

  /** An OAuth error, in whatever words. */
  public ReplyAssert isOAuthError(int status, String error) {
    return hasStatus(status).hasMember("error", error);
  }

  /** An error in the Management API's envelope: statusCode, error, message. */
  public ReplyAssert isManagementError(int status, String error, String message) {
    return hasStatus(status)
        .hasMember("statusCode", (long) status)
        .hasMember("error", error)
        .hasMember("message", message);
  }

  /** The Management API's errorCode. */
  public ReplyAssert hasErrorCode(String code) {
    return hasMember("errorCode", code);
  }

  /** A 429 that says when to come back, as Auth0's do. */
  public ReplyAssert isRateLimited() {
    hasStatus(429).hasHeader("X-RateLimit-Remaining", "0");
    return check(
        actual.header("Retry-After").or(() -> actual.header("X-RateLimit-Reset")).isPresent(),
        "a Retry-After or an X-RateLimit-Reset",
        "there is neither");
  }

  /**
   * A 401 or 403 whose challenge names this error: {@code invalid_token}, {@code
   * insufficient_scope} (RFC 6750 section 3.1).
   */
  public ReplyAssert challengesWith(String error) {
    int status = error.equals("insufficient_scope") ? 403 : 401;
    hasStatus(status);
    return challenge("error", error);
  }

  /**
   * A 401 whose challenge names no error, as for a request without a token (RFC 6750 section 3).
   */
  public ReplyAssert challengesWithoutError() {
    hasStatus(401);
    Challenge challenge = challenge();
    return check(
        challenge.parameter("error").isEmpty(),
        "a challenge without an error",
        "it is " + challenge.text());
  }

  /** The scope that the challenge asks for. */
  public ReplyAssert challengesForScope(String scope) {
    return challenge("scope", scope);
  }

  /** A header's first value. */
  public ReplyAssert hasHeader(String name, String value) {
    return check(
        actual.header(name).filter(value::equals).isPresent(),
        "the header " + name + ": " + value,
        actual.header(name).map(other -> "it is " + other).orElse("it is not there"));
  }

  /** A header is not there. */
  public ReplyAssert hasNoHeader(String name) {
    return check(
        actual.header(name).isEmpty(),
        "no header " + name,
        "it is " + actual.header(name).orElse(""));
  }

  /** A member of the body, which is a JSON object; whole numbers are {@code Long}. */
  public ReplyAssert hasMember(String name, Object value) {
    Object found = json().get(name);
    return check(
        value.equals(found),
        name + " to be \"" + value + "\"",
        found == null ? "it is not there" : "it is \"" + found + "\"");
  }

  private ReplyAssert challenge(String parameter, String value) {
    Challenge challenge = challenge();
    return check(
        challenge.parameter(parameter).filter(value::equals).isPresent(),
        "a challenge with " + parameter + "=\"" + value + "\"",
        "it is " + challenge.text());
  }

  private Challenge challenge() {
    Optional<Challenge> challenge = actual.header("WWW-Authenticate").flatMap(Challenge::bearer);
    check(
        challenge.isPresent(),
        "a Bearer challenge in WWW-Authenticate",
        actual
            .header("WWW-Authenticate")
            .map(other -> "it is " + other)
            .orElse("there is no such header"));
    return challenge.orElseThrow();
  }

  private Map<String, Object> json() {
    isNotNull();
    Optional<Map<String, Object>> object = JsonText.object(actual.body());
    check(object.isPresent(), "a body that is a JSON object", "it is not");
    return object.orElseThrow();
  }

  private ReplyAssert check(boolean ok, String expected, String came) {
    if (!ok) {
      throw failure("Expected %s, but %s:%s", expected, came, told());
    }
    return this;
  }

  private String told() {
    StringBuilder text = new StringBuilder("\n  ");
    text.append(actual.status()).append(' ').append(masked(actual.body()));
    actual
        .header("WWW-Authenticate")
        .ifPresent(challenge -> text.append("\n  WWW-Authenticate: ").append(challenge));
    Optional<String> id = actual.header(REQUEST_ID);
    Journal known = journal;
    if (known == null) {
      id.ifPresent(
          value ->
              text.append("\n  Why: POST /__admin/explain {\"request_id\":\"")
                  .append(value)
                  .append("\"}, or explainedBy(auth0.journal())"));
      return text.toString();
    }
    Optional<JournalEntry> entry = id.flatMap(known::find);
    entry.ifPresentOrElse(
        call -> text.append(Told.call(call)),
        () -> text.append("\n  (the journal does not know this answer)"));
    return text.toString();
  }

  /** The body, without tokens that work. */
  private static String masked(String body) {
    return body.replaceAll("(eyJ[\\w-]+\\.[\\w-]+\\.)[\\w-]+", "$1*****");
  }
}
