package dev.fakeauth0.emulator.control;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.token.MachineClient;

/**
 * {@code GET /__admin/machine-client}: the client that programs of the tenant use by default, its
 * secret, and an API it may call; 204 where there is none.
 */
final class MachineClientEndpoint implements ControlEndpoint {

  @Override
  public Route route() {
    return Route.control("GET", "/__admin/machine-client");
  }

  @Override
  public Decision<Outcome> answer(ControlCall call) {
    return Decision.grant(
        TokenOnDemand.machineClient(call.state(), call.issuer())
            .map(MachineClientEndpoint::shown)
            .orElseGet(() -> new Outcome.Nothing(204)));
  }

  private static Outcome shown(MachineClient client) {
    return new Outcome.Content(
        200,
        Document.of(
            "client_id", client.clientId(),
            "client_secret", client.clientSecret().orElse(null),
            "audience", client.audience().orElse(null)));
  }
}
