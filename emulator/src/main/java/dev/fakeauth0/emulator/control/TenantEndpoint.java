package dev.fakeauth0.emulator.control;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.pipeline.Tenant;
import dev.fakeauth0.emulator.seed.InvalidSeed;
import dev.fakeauth0.emulator.seed.SeedDocument;
import dev.fakeauth0.emulator.seed.SeedExport;
import dev.fakeauth0.emulator.seed.SeedOptions;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.failure.FailureRule;
import dev.fakeauth0.refusal.RefusalReason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /__admin/tenant}: all the tenant has, as the seed document it could have been started
 * from, secrets included; {@code ?format=yaml}, {@code ?deploy_cli=true}. {@code PUT}: replaces all
 * it has by a seed document, or nothing. Its signing keys stay.
 */
final class TenantEndpoint implements ControlEndpoint {

  private static final String SOURCE = "body";

  private final boolean replaces;

  private TenantEndpoint(boolean replaces) {
    this.replaces = replaces;
  }

  static TenantEndpoint get() {
    return new TenantEndpoint(false);
  }

  static TenantEndpoint put() {
    return new TenantEndpoint(true);
  }

  @Override
  public Route route() {
    return Route.control(replaces ? "PUT" : "GET", "/__admin/tenant");
  }

  @Override
  public List<String> parameters() {
    return replaces ? List.of() : List.of("format", "deploy_cli");
  }

  @Override
  public Decision<Outcome> answer(ControlCall call) {
    return replaces ? replaced(call) : shown(call);
  }

  private static Decision<Outcome> shown(ControlCall call) {
    String format = call.query().get("format").orElse("json");
    Optional<String> deployCli = call.query().get("deploy_cli");
    if (!format.equals("json") && !format.equals("yaml")) {
      return wrongParameter("format", "json or yaml", format);
    }
    if (deployCli.filter(flag -> !flag.equals("true") && !flag.equals("false")).isPresent()) {
      return wrongParameter("deploy_cli", "true or false", deployCli.orElse(""));
    }
    TenantState state = call.state();
    List<FailureRule> failures = call.tenant().remainingFailures();
    boolean forDeployCli = deployCli.filter("true"::equals).isPresent();
    String text =
        format.equals("json")
            ? forDeployCli ? SeedExport.deployCliJson(state) : SeedExport.json(state, failures)
            : forDeployCli ? SeedExport.deployCliYaml(state) : SeedExport.yaml(state, failures);
    return Decision.grant(
        new Outcome.File(
            format.equals("json") ? "application/json; charset=utf-8" : "application/yaml",
            text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Decision<Outcome> wrongParameter(String name, String wanted, String sent) {
    return Decision.refuse(
        RefusalReason.ADMIN_BAD_REQUEST
            .because("%s is %s, not \"%s\"", name, wanted, Shown.text(sent))
            .fact("parameter", name)
            .remedy("send %s", wanted));
  }

  private static Decision<Outcome> replaced(ControlCall call) {
    Tenant tenant = call.tenant();
    byte[] body = call.request().body();
    if (body.length == 0) {
      return refused(List.of("body: is empty; allowed: a seed document in YAML or JSON"));
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      SeedDocument seed = SeedDocument.read(SOURCE, text, SeedOptions.plain());
      tenant
          .epoch()
          .store()
          .change(
              draft -> {
                draft.replace(seed.build(draft.state().keys(), draft.ids(), tenant.systemTime()));
                return draft;
              });
      tenant.failures().replace(seed.failures().orElse(List.of()).toArray(FailureRule[]::new));
      return Decision.grant(new Outcome.Content(200, Document.of("warnings", seed.warnings())));
    } catch (InvalidSeed e) {
      return refused(e.mistakes());
    } catch (CharacterCodingException e) {
      return refused(List.of("body: is not UTF-8; allowed: YAML or JSON in UTF-8"));
    }
  }

  /** Refuses a seed, a line for each mistake. */
  static Decision<Outcome> refused(List<String> mistakes) {
    return Decision.refuse(
        RefusalReason.ADMIN_BAD_REQUEST
            .because("%s", mistakes.get(0))
            .fact("mistakes", mistakes)
            .remedy("correct the document and send it again: nothing was changed"));
  }
}
