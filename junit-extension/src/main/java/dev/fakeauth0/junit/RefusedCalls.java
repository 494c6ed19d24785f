package dev.fakeauth0.junit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.junit.ApiRefusals.ApiRefusal;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The refused calls of a test, as a person reads them under its failure. */
final class RefusedCalls {

  private RefusedCalls() {}

  /**
   * A token that a test was given.
   *
   * @param parameter what it was given as
   */
  record Given(String parameter, String token) {

    /** Names no token. */
    @Override
    public String toString() {
      return "Given[" + parameter + "]";
    }
  }

  /** The calls and their diagnoses; empty if nothing was refused. */
  static Optional<String> of(String test, List<FakeAuth0> tenants) {
    StringBuilder text = new StringBuilder(1024);
    int count = 0;
    for (FakeAuth0 auth0 : tenants) {
      for (JournalEntry entry : auth0.journal().refused()) {
        count++;
        describe(entry, text, tenants.size() > 1);
      }
    }
    return count == 0
        ? Optional.empty()
        : Optional.of(
            "FakeAuth0 refused "
                + (count == 1 ? "a call" : count + " calls")
                + " of "
                + test
                + System.lineSeparator()
                + text);
  }

  /** What the application under test refused, and why a tenant's API would. */
  static Optional<String> of(String test, FakeAuth0 auth0, List<ApiRefusal> refusals) {
    if (refusals.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder(1024);
    text.append("The API under test refused ")
        .append(refusals.size() == 1 ? "a call" : refusals.size() + " calls")
        .append(" of ")
        .append(test)
        .append(System.lineSeparator());
    for (ApiRefusal refusal : refusals) {
      line(text, "  ", refusal.call());
      line(text, "    Challenge: ", refusal.challenge().orElse("none"));
      if (refusal.token().isEmpty()) {
        line(text, "    Because: ", "the call had no bearer token");
        line(
            text,
            "    Remedy:  ",
            "send \"Authorization: Bearer TOKEN\"; a parameter @AccessToken String is such a token");
      } else {
        describe(refusal, refusal.token().get(), auth0, text);
      }
    }
    return Optional.of(text.toString());
  }

  private static void describe(
      ApiRefusal refusal, String token, FakeAuth0 auth0, StringBuilder text) {
    claims(token).ifPresent(claims -> line(text, "    Token:   ", claims));
    Optional<Diagnosis> diagnosis = auth0.refusalOf(token, refusal.audience());
    if (diagnosis.isPresent()) {
      describe(diagnosis.get(), text);
      return;
    }
    line(
        text,
        "    Because: ",
        "the token is good for this tenant"
            + refusal.audience().map(audience -> " and audience " + audience).orElse("")
            + ": the API asks for more, or trusts another issuer");
    line(
        text,
        "    Remedy:  ",
        "403: give the token what the API asks for: @AccessToken(scope = ..., permissions = ...)");
    line(
        text,
        "         or: ",
        "401: compare the API's issuer and audience with the token's iss and aud above");
  }

  /** The tokens a test was given that an API of the tenant would refuse. */
  static Optional<String> given(String test, FakeAuth0 auth0, List<Given> tokens) {
    StringBuilder text = new StringBuilder(1024);
    for (Given given : tokens) {
      Optional<Diagnosis> diagnosis = auth0.refusalOf(given.token(), Optional.empty());
      if (diagnosis.isPresent()) {
        line(text, "  ", given.parameter());
        claims(given.token()).ifPresent(claims -> line(text, "    Token:   ", claims));
        describe(diagnosis.get(), text);
      }
    }
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "An API has to refuse what was given to " + test + System.lineSeparator() + text);
  }

  /** What a token says, without its signature. */
  private static Optional<String> claims(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8))
          .filter(claims -> claims.startsWith("{"));
    } catch (IllegalArgumentException e) {
      // Not a token that can be read: the diagnosis says so.
      return Optional.empty();
    }
  }

  private static void describe(JournalEntry entry, StringBuilder text, boolean several) {
    JournalEntry.Request request = entry.request();
    line(
        text,
        "  ",
        request.method()
            + " "
            + request.path()
            + (request.query().isEmpty() ? "" : "?" + request.query())
            + " -> "
            + entry.response().map(response -> "" + response.status()).orElse("no answer")
            + entry.clientId().map(client -> ", client " + client).orElse("")
            + (several ? ", tenant " + entry.tenant() : ""));
    if (!request.body().isEmpty()) {
      line(text, "    Request: ", request.body());
    }
    entry
        .response()
        .filter(response -> !response.body().isEmpty())
        .ifPresent(response -> line(text, "    Answer:  ", response.body()));
    entry.diagnosis().ifPresent(diagnosis -> describe(diagnosis, text));
    for (String rule : entry.faults()) {
      line(text, "    Rule:    ", rule);
    }
  }

  private static void describe(Diagnosis diagnosis, StringBuilder text) {
    line(text, "    Because: ", diagnosis.because() + " (" + diagnosis.reason().mode() + ")");
    String label = "    Facts:   ";
    for (Map.Entry<String, Object> fact : diagnosis.facts().entrySet()) {
      line(text, label, fact.getKey() + " = " + fact.getValue());
      label = "             ";
    }
    label = "    Remedy:  ";
    for (String remedy : diagnosis.remedies()) {
      line(text, label, remedy);
      label = "         or: ";
    }
  }

  private static void line(StringBuilder text, String label, String value) {
    text.append(label).append(value.strip()).append(System.lineSeparator());
  }
}
