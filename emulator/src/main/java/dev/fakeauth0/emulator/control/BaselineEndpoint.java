package dev.fakeauth0.emulator.control;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Route;

/**
 * {@code POST /__admin/baseline}: makes the tenant as it is now what a reset goes back to, as a
 * test suite wants it that has seeded what all its tests share.
 */
final class BaselineEndpoint implements ControlEndpoint {

  @Override
  public Route route() {
    return Route.control("POST", "/__admin/baseline");
  }

  @Override
  public Decision<Outcome> answer(ControlCall call) {
    call.tenant().keepAsBaseline();
    return Decision.grant(new Outcome.Nothing(204));
  }
}
