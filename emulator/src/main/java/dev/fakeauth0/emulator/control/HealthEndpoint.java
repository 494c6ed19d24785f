package dev.fakeauth0.emulator.control;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Door;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.pipeline.Surface;
import dev.fakeauth0.emulator.pipeline.Tenant;
import dev.fakeauth0.emulator.pipeline.TenantDirectory;
import java.util.List;

/**
 * {@code GET /__admin/health}: that it serves, and which tenants by which issuers: the one that
 * this call sees, and all. Open to everybody, so it tells nothing else.
 */
final class HealthEndpoint implements ControlEndpoint {

  private final TenantDirectory tenants;

  HealthEndpoint(TenantDirectory tenants) {
    this.tenants = tenants;
  }

  @Override
  public Route route() {
    // Probes of containers ask with HEAD.
    return new Route(List.of("GET", "HEAD"), "/__admin/health", Surface.CONTROL, Door.CONTROL);
  }

  @Override
  public boolean open() {
    return true;
  }

  @Override
  public Decision<Outcome> answer(ControlCall call) {
    return Decision.grant(
        new Outcome.Content(
            200,
            Document.of(
                "status",
                "ok",
                "tenants",
                tenants.all().stream().map(tenant -> shown(tenant, call)).toList())));
  }

  private static Document shown(Tenant tenant, ControlCall call) {
    return Document.of(
        "tenant", tenant.name(),
        "issuer", ControlDoor.issuer(tenant, call.road()),
        "issuers", List.copyOf(tenant.names().issuers()));
  }
}
