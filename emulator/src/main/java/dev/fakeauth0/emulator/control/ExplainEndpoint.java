package dev.fakeauth0.emulator.control;

import dev.fakeauth0.emulator.control.doctor.FailingResponse;
import dev.fakeauth0.emulator.control.doctor.TokenChecks;
import dev.fakeauth0.emulator.control.doctor.Web;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.pipeline.DiagnosisJson;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.pipeline.Tenant;
import dev.fakeauth0.emulator.pipeline.TenantDirectory;
import dev.fakeauth0.emulator.token.TokenInspection;
import dev.fakeauth0.emulator.token.TokenInspection.Check;
import dev.fakeauth0.emulator.token.TokenInspector;
import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /__admin/explain}: why would this token be refused, why was this request, or what
 * does this answer mean, of whichever API it is. The checks in the order they are made, and the
 * diagnosis of the one that fails.
 */
final class ExplainEndpoint implements ControlEndpoint {

  private static final String TOKEN_ENDPOINT = "POST /oauth/token";

  private final TenantDirectory tenants;
  private final TokenReview review;

  ExplainEndpoint(TenantDirectory tenants) {
    this.tenants = tenants;
    this.review = new TokenReview(tenants);
  }

  @Override
  public Route route() {
    return Route.control("POST", "/__admin/explain");
  }

  @Override
  public Decision<Outcome> answer(ControlCall call) {
    return Body.of(
            call.request().body(), List.of("token", "audience", "scope", "request_id", "response"))
        .then(
            body -> {
              Optional<String> token = body.string("token");
              Optional<String> audience = body.string("audience");
              Optional<List<String>> scope = body.words("scope");
              Optional<String> requestId = body.string("request_id");
              if (body.has("response")) {
                return requestId.isPresent()
                    ? Decision.refuse(
                        RefusalReason.ADMIN_BAD_REQUEST
                            .because("the body names both a response and a request")
                            .remedy("send one of them"))
                    : response(call, body, token);
              }
              if (token.isPresent() == requestId.isPresent()) {
                body.mistake(
                    "the body names "
                        + (token.isPresent() ? "both a token and a request" : "nothing to explain"),
                    "send {\"token\":\"...\"}, {\"request_id\":\"...\"} or"
                        + " {\"response\":{\"status\":401,\"headers\":{},\"body\":\"...\"}}");
              }
              if (requestId.isPresent() && (audience.isPresent() || scope.isPresent())) {
                body.mistake(
                    "audience and scope belong to a token, and a request is asked about",
                    "leave them out");
              }
              return body.then(
                  () ->
                      requestId.isPresent()
                          ? request(call, requestId.get())
                          : Decision.grant(
                              token(
                                  call,
                                  token.orElseThrow(),
                                  new TokenInspector.Wanted(audience, scope.orElse(List.of())))));
            });
  }

  /**
   * An answer that somebody got: by the journal where it was given here, else by what it says.
   * Where the token that was sent comes along and is bad, that is the mistake.
   */
  private Decision<Outcome> response(ControlCall call, Body body, Optional<String> token) {
    Map<String, @Nullable Object> sent = body.object("response");
    Map<String, String> headers = new LinkedHashMap<>();
    if (sent.get("headers") instanceof Map<?, ?> fields) {
      fields.forEach(
          (name, value) ->
              headers.put(
                  String.valueOf(name).toLowerCase(Locale.ROOT),
                  value instanceof List<?> values && !values.isEmpty()
                      ? String.valueOf(values.get(0))
                      : String.valueOf(value)));
    }
    Object text = sent.get("body");
    if (!(sent.get("status") instanceof Long status) || status < 100 || status > 599) {
      return Decision.refuse(
          RefusalReason.ADMIN_BAD_REQUEST
              .because("\"response\" has no status between 100 and 599")
              .fact("member", "response")
              .remedy("send {\"status\":401,\"headers\":{...},\"body\":\"...\"}"));
    }
    Optional<JournalEntry> known =
        Optional.ofNullable(headers.get("x-auth0-requestid")).flatMap(this::entry);
    if (known.isPresent()) {
      return Decision.grant(shown(checks(known.get()), known.get().diagnosis()));
    }
    if (token.isPresent()) {
      TokenInspection inspection =
          inspect(
              call,
              token.get(),
              new TokenInspector.Wanted(
                  body.string("audience"), body.words("scope").orElse(List.of())));
      if (!inspection.accepted()) {
        return Decision.grant(shown(inspection.checks(), inspection.diagnosis()));
      }
    }
    String content = text == null ? "" : text instanceof String words ? words : Json.text(text);
    Web.Answered answered =
        new Web.Answered(status.intValue(), headers, content.getBytes(StandardCharsets.UTF_8));
    return body.then(
        () ->
            Decision.grant(
                new Outcome.Content(200, FailingResponse.explain(answered, token).json())));
  }

  private Optional<JournalEntry> entry(String id) {
    return tenants.all().stream()
        .flatMap(tenant -> tenant.epoch().journal().find(id).stream())
        .findFirst();
  }

  private Outcome token(ControlCall call, String token, TokenInspector.Wanted wanted) {
    TokenInspection inspection = inspect(call, token, wanted);
    return shown(inspection.checks(), inspection.diagnosis());
  }

  private TokenInspection inspect(ControlCall call, String token, TokenInspector.Wanted wanted) {
    return review.of(token, call.tenant(), call.issuer(), wanted, call.now());
  }

  /** An entry of the tenant that was named, or, where none was, of any: ids are unique. */
  private Decision<Outcome> request(ControlCall call, String id) {
    List<Tenant> asked =
        call.query().get("tenant").isPresent() ? List.of(call.tenant()) : tenants.all();
    for (Tenant tenant : asked) {
      Optional<JournalEntry> entry = tenant.epoch().journal().find(id);
      if (entry.isPresent()) {
        return Decision.grant(shown(checks(entry.get()), entry.get().diagnosis()));
      }
    }
    return Decision.refuse(
        RefusalReason.ADMIN_BAD_REQUEST
            .because("no request in the journal has the id %s", Shown.text(id))
            .fact("request_id", Shown.text(id))
            .remedy("send the X-Auth0-RequestId of an answer since the last reset")
            .remedy("the journal keeps the newest calls: see --journal-size"));
  }

  private static List<Check> checks(JournalEntry entry) {
    List<Check> checks = new ArrayList<>();
    entry.notes().forEach(note -> checks.add(new Check("tenant", true, note)));
    Optional<Diagnosis> refused = entry.diagnosis();
    boolean token = entry.endpoint().filter(TOKEN_ENDPOINT::equals).isPresent();
    if (refused.isEmpty()) {
      List<String> passed = token ? TokenChecks.ALL : List.of("decision");
      passed.forEach(name -> checks.add(new Check(name, true, "passed")));
      return checks;
    }
    String failed = token ? TokenChecks.of(refused.get().reason().mode()) : "decision";
    if (token) {
      TokenChecks.before(failed).forEach(name -> checks.add(new Check(name, true, "passed")));
    }
    checks.add(new Check(failed, false, refused.get().because()));
    return checks;
  }

  private static Outcome shown(List<Check> checks, Optional<Diagnosis> diagnosis) {
    return new Outcome.Content(
        200,
        Document.of(
            "verdict",
            diagnosis.isPresent() ? "refused" : "accepted",
            "checks",
            checks.stream()
                .map(
                    check ->
                        Document.of(
                            "name", check.name(), "ok", check.ok(), "finding", check.finding()))
                .toList(),
            "diagnosis",
            diagnosis.map(DiagnosisJson::of).orElse(null)));
  }
}
