package dev.fakeauth0.emulator.control;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Route;
import java.util.List;

/**
 * One of the emulator's own endpoints. It is no {@link dev.fakeauth0.emulator.pipeline.Endpoint},
 * so it comes onto the road only through {@link ControlDoor}, which guards it.
 */
interface ControlEndpoint {

  /** Where it stands. */
  Route route();

  /** The names it takes in the query, beside {@code tenant}. */
  default List<String> parameters() {
    return List.of();
  }

  /** Whether it is open to everybody, from everywhere. */
  default boolean open() {
    return false;
  }

  /** Answers a call that was let in. */
  Decision<Outcome> answer(ControlCall call);
}
