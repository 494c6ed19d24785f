package dev.fakeauth0.emulator.control;

import dev.fakeauth0.emulator.control.doctor.TokenChecks;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.DiagnosisJson;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.pipeline.Tenant;
import dev.fakeauth0.emulator.pipeline.TenantDirectory;
import dev.fakeauth0.emulator.token.KnownTenant;
import dev.fakeauth0.emulator.token.TokenInspection;
import dev.fakeauth0.emulator.token.TokenInspection.Check;
import dev.fakeauth0.emulator.token.TokenInspector;
import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code POST /__admin/explain}: why would this token be refused, or why was this request. The
 * checks in the order they are made, and the diagnosis of the one that fails.
 */
final class ExplainEndpoint implements ControlEndpoint {

  private static final String TOKEN_ENDPOINT = "POST /oauth/token";

  private final TenantDirectory tenants;

  ExplainEndpoint(TenantDirectory tenants) {
    this.tenants = tenants;
  }

  @Override
  public Route route() {
    return Route.control("POST", "/__admin/explain");
  }

  @Override
  public Decision<Outcome> answer(ControlCall call) {
    return Body.of(call.request().body(), List.of("token", "audience", "scope", "request_id"))
        .then(
            body -> {
              Optional<String> token = body.string("token");
              Optional<String> audience = body.string("audience");
              Optional<List<String>> scope = body.words("scope");
              Optional<String> requestId = body.string("request_id");
              if (token.isPresent() == requestId.isPresent()) {
                body.mistake(
                    "the body names "
                        + (token.isPresent() ? "both a token and a request" : "nothing to explain"),
                    "send {\"token\":\"...\"} or {\"request_id\":\"...\"}");
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

  private Outcome token(ControlCall call, String token, TokenInspector.Wanted wanted) {
    Tenant tenant = call.tenant();
    Set<String> issuers = new LinkedHashSet<>(tenant.names().issuers());
    issuers.add(call.issuer());
    TokenInspection inspection =
        TokenInspector.inspect(
            token,
            KnownTenant.of(
                call.state(),
                issuers,
                tenant.names()::canonicalAudience,
                kid -> otherTenantWithKey(tenant, kid)),
            wanted,
            call.now());
    return shown(inspection.checks(), inspection.diagnosis());
  }

  private Optional<String> otherTenantWithKey(Tenant tenant, String kid) {
    for (Tenant other : tenants.all()) {
      if (other != tenant && other.state().keys().verifying(kid).isPresent()) {
        return Optional.of(other.name());
      }
    }
    return Optional.empty();
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
