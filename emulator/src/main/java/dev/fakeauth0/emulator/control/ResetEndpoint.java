package dev.fakeauth0.emulator.control;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Route;

/** {@code POST /__admin/reset}: back to the baseline. */
final class ResetEndpoint implements ControlEndpoint {

  @Override
  public Route route() {
    return Route.control("POST", "/__admin/reset");
  }

  @Override
  public Decision<Outcome> answer(ControlCall call) {
    call.tenant().reset();
    return Decision.grant(new Outcome.Nothing(204));
  }
}
