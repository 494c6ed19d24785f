package dev.fakeauth0.emulator.control;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Listener;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.pipeline.Tenant;
import dev.fakeauth0.emulator.pipeline.TenantDirectory;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.Nearest;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The only way to a {@link ControlEndpoint}: asks the guard, reads the query, finds the tenant that
 * is meant. An endpoint behind it can forget none of these.
 */
final class ControlDoor implements Endpoint {

  private final ControlEndpoint endpoint;
  private final AdminGuard guard;
  private final TenantDirectory tenants;
  private final List<String> parameters;

  ControlDoor(ControlEndpoint endpoint, AdminGuard guard, TenantDirectory tenants) {
    this.endpoint = endpoint;
    this.guard = guard;
    this.tenants = tenants;
    List<String> names = new ArrayList<>(endpoint.parameters());
    names.add("tenant");
    this.parameters = List.copyOf(names);
  }

  @Override
  public Route route() {
    return endpoint.route();
  }

  /** Whether it lets everybody through. */
  boolean open() {
    return endpoint.open();
  }

  @Override
  public Reply answer(Call call) {
    return call.parse(this::letIn).reply(outcome -> outcome);
  }

  private Decision<dev.fakeauth0.emulator.pipeline.Outcome> letIn(Call call) {
    Optional<Diagnosis> refused =
        endpoint.open() ? Optional.empty() : guard.refusal(AdminGuard.Caller.of(call.request()));
    if (refused.isPresent()) {
      return Decision.refuse(refused.get());
    }
    return Query.of(call.request().query(), parameters)
        .then(
            query ->
                tenant(query.get("tenant"))
                    .map(tenant -> new ControlCall(call, tenant, issuer(tenant, call), query)))
        .then(endpoint::answer);
  }

  private Decision<Tenant> tenant(Optional<String> wanted) {
    if (wanted.isEmpty()) {
      return Decision.grant(tenants.all().get(0));
    }
    Optional<Tenant> named = tenants.named(wanted.get());
    if (named.isPresent()) {
      return Decision.grant(named.get());
    }
    List<String> names = tenants.all().stream().map(Tenant::name).toList();
    List<String> near = Nearest.to(wanted.get(), names);
    return Decision.refuse(
        RefusalReason.ADMIN_BAD_REQUEST
            .because("no tenant is called %s", Shown.text(wanted.get()))
            .fact("tenant", Shown.text(wanted.get()))
            .fact("tenants", names)
            .remedy(
                "name %s", near.isEmpty() ? "one of " + String.join(", ", names) : near.get(0)));
  }

  /**
   * The tenant's issuer as this call sees it, or, where the call came by another's listener, its
   * first.
   */
  static String issuer(Tenant tenant, Call call) {
    Listener by = call.request().listener();
    List<Listener> own = tenant.names().listeners();
    if (own.contains(by)) {
      return tenant.names().issuer(call.request());
    }
    return own.stream()
        .filter(listener -> listener.scheme().equals(by.scheme()))
        .findFirst()
        .or(() -> own.stream().findFirst())
        .map(listener -> tenant.names().issuer(listener))
        .orElseGet(() -> tenant.names().issuer(call.request()));
  }
}
