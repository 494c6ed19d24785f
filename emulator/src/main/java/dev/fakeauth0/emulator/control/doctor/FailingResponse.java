package dev.fakeauth0.emulator.control.doctor;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.emulator.token.TokenInspection.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An answer that somebody pastes, explained by what it says: a token endpoint's, the Management
 * API's, or that of an API under test.
 */
public final class FailingResponse {

  private FailingResponse() {}

  /**
   * Reads an answer.
   *
   * @param answer the answer
   * @param token the token that was sent, where the call had one
   */
  public static Report explain(Web.Answered answer, Optional<String> token) {
    List<Check> checks = new ArrayList<>();
    if (answer.status() < 400) {
      checks.add(new Check("status", true, answer.status() + " is no refusal"));
      return new Report(checks, Optional.empty());
    }
    Document body = object(answer);
    Mistake mistake;
    if (body.number("statusCode").isPresent()) {
      mistake = management(answer, body);
    } else if (body.string("error").isPresent() && !Challenge.of(answer).bearer()) {
      Refusal refusal =
          Refusal.of(answer.status(), body, "of the request", Optional.empty(), Optional.empty());
      checks.add(new Check(refusal.check(), false, refusal.finding()));
      return new Report(checks, Optional.of(refusal.mistake()));
    } else {
      mistake = ApiRefusal.judge(answer, token.map(ShownToken::of));
    }
    checks.add(new Check("answer", false, mistake.because()));
    return new Report(checks, Optional.of(mistake));
  }

  /** The Management API's envelope (Auth0 docs, "Management API v2", errors). */
  private static Mistake management(Web.Answered answer, Document body) {
    String message = body.string("message", "");
    Mistake mistake = managementReason(answer.status(), message);
    return mistake
        .fact("status", answer.status())
        .fact("message", message)
        .fact("error_code", body.string("errorCode", ""));
  }

  private static Mistake managementReason(int status, String message) {
    return switch (status) {
      case 401 ->
          Mistake.of("invalid-token", "the Management API does not accept the token: %s", message)
              .remedy(
                  "ask for a token with the audience https://DOMAIN/api/v2/, with the slash at its"
                      + " end, at this very tenant")
              .remedy("paste the token too: {\"token\":\"...\"}");
      case 403 ->
          Mistake.of("insufficient-scope", "the token lacks a scope of the operation: %s", message)
              .remedy(
                  "dashboard: Applications > APIs > Auth0 Management API > Machine to Machine"
                      + " Applications: add one of the scopes named, and ask for a new token");
      case 404 ->
          Mistake.of("not-found", "there is no such resource or path: %s", message)
              .remedy("check the id, percent-encoded (auth0|1 is auth0%%7C1), and the tenant");
      case 409 ->
          Mistake.of("conflict", "there is one already: %s", message)
              .remedy("choose another name, or update the one there is");
      case 429 ->
          Mistake.of("rate-limited", "the tenant's rate limit is used up")
              .remedy("wait until X-RateLimit-Reset, then go on with growing pauses");
      default ->
          Mistake.of("management-refused", "the Management API refused the request: %s", message)
              .remedy("compare the request with the operation's documentation");
    };
  }

  private static Document object(Web.Answered answer) {
    try {
      return Json.readObject(answer.body());
    } catch (MalformedJson e) {
      return Document.EMPTY; // Not every answer is JSON; its status and headers speak.
    }
  }
}
