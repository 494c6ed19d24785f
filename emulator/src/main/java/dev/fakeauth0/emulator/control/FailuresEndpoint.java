package dev.fakeauth0.emulator.control;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.pipeline.Tenant;
import dev.fakeauth0.emulator.pipeline.TenantDirectory;
import dev.fakeauth0.failure.FailureRule;
import dev.fakeauth0.failure.Failures;
import dev.fakeauth0.failure.InvalidFailureRule;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code GET /__admin/failures}: the tenant's failure rules and their counts, newest first. */
final class FailuresEndpoint implements ControlEndpoint {

  private static final String PATH = "/__admin/failures";

  /**
   * {@code PUT /__admin/failures}: puts rules in the place of those there are; the last one is the
   * newest. A rule that names a tenant goes there, and takes the place of that tenant's.
   */
  static final class Replace implements ControlEndpoint {

    private final TenantDirectory tenants;

    Replace(TenantDirectory tenants) {
      this.tenants = tenants;
    }

    @Override
    public Route route() {
      return Route.control("PUT", PATH);
    }

    @Override
    public Decision<Outcome> answer(ControlCall call) {
      return byTenant(call, tenants)
          .map(
              rules -> {
                rules.forEach((tenant, own) -> tenant.failures().replace(own));
                return shown(call.tenant());
              });
    }
  }

  /**
   * {@code POST /__admin/failures}: adds rules to those there are, whose counts go on; the last one
   * is the newest. A rule that names a tenant goes there.
   */
  static final class Add implements ControlEndpoint {

    private final TenantDirectory tenants;

    Add(TenantDirectory tenants) {
      this.tenants = tenants;
    }

    @Override
    public Route route() {
      return Route.control("POST", PATH);
    }

    @Override
    public Decision<Outcome> answer(ControlCall call) {
      return byTenant(call, tenants)
          .map(
              rules -> {
                rules.forEach((tenant, own) -> tenant.failures().add(own));
                return shown(call.tenant());
              });
    }
  }

  /** {@code DELETE /__admin/failures}: takes all of the tenant's rules away. */
  static final class Clear implements ControlEndpoint {

    @Override
    public Route route() {
      return Route.control("DELETE", PATH);
    }

    @Override
    public Decision<Outcome> answer(ControlCall call) {
      call.tenant().failures().clear();
      return Decision.grant(new Outcome.Nothing(204));
    }
  }

  @Override
  public Route route() {
    return Route.control("GET", PATH);
  }

  @Override
  public Decision<Outcome> answer(ControlCall call) {
    return Decision.grant(shown(call.tenant()));
  }

  /** The rules of a call's body by the tenant each is for; the addressed one's may be none. */
  private static Decision<Map<Tenant, FailureRule[]>> byTenant(
      ControlCall call, TenantDirectory tenants) {
    return rules(call.request().body()).then(rules -> byTenant(rules, call.tenant(), tenants));
  }

  private static Decision<Map<Tenant, FailureRule[]>> byTenant(
      List<FailureRule> rules, Tenant addressed, TenantDirectory tenants) {
    Map<Tenant, List<FailureRule>> byTenant = new LinkedHashMap<>();
    byTenant.put(addressed, new ArrayList<>());
    for (FailureRule rule : rules) {
      Optional<Tenant> tenant =
          rule.tenant().isEmpty() ? Optional.of(addressed) : tenants.named(rule.tenant().get());
      if (tenant.isEmpty()) {
        return Decision.refuse(unknownTenant(rule, tenants));
      }
      byTenant.computeIfAbsent(tenant.get(), other -> new ArrayList<>()).add(rule);
    }
    Map<Tenant, FailureRule[]> sorted = new LinkedHashMap<>();
    byTenant.forEach((tenant, own) -> sorted.put(tenant, own.toArray(FailureRule[]::new)));
    return Decision.grant(sorted);
  }

  private static Diagnosis unknownTenant(FailureRule rule, TenantDirectory tenants) {
    List<String> names = tenants.all().stream().map(Tenant::name).toList();
    return RefusalReason.ADMIN_BAD_REQUEST
        .because("the failure rule %s is for a tenant there is not", Shown.text(rule.toString()))
        .fact("rule", rule.toString())
        .fact("tenants", names)
        .remedy("name one of %s, or leave tenant= out", String.join(", ", names));
  }

  private static Decision<List<FailureRule>> rules(byte[] body) {
    Object sent;
    try {
      sent = Json.read(body);
    } catch (MalformedJson e) {
      return Decision.refuse(Body.malformed(e));
    }
    if (!(sent instanceof List<?> items)) {
      return Decision.refuse(noList());
    }
    List<FailureRule> rules = new ArrayList<>(items.size());
    for (Object item : items) {
      if (!(item instanceof String text)) {
        return Decision.refuse(noList());
      }
      try {
        rules.add(FailureRule.parse(text));
      } catch (InvalidFailureRule e) {
        return Decision.refuse(
            RefusalReason.ADMIN_BAD_REQUEST
                .because("%s", Shown.text(String.valueOf(e.getMessage())))
                .fact("rule", Shown.text(text))
                .remedy(
                    "write a rule as mode[=argument][@endpoint][;client=..;audience=..;user=.."
                        + ";tenant=..;times=n|nth=n]; docs/failures.md has the modes"));
      }
    }
    return Decision.grant(rules);
  }

  private static Diagnosis noList() {
    return RefusalReason.ADMIN_BAD_REQUEST
        .because("the body is no array of failure rules")
        .remedy("send an array of strings, such as [\"hs256\", \"delay=2s@/oauth/token\"]");
  }

  private static Outcome shown(Tenant tenant) {
    List<Document> rules = new ArrayList<>();
    for (Failures.Standing standing : tenant.failures().standings()) {
      rules.add(
          Document.of(
              "rule", standing.rule().toString(),
              "hits", (long) standing.hits(),
              "exhausted", standing.exhausted()));
    }
    return new Outcome.Content(200, rules);
  }
}
