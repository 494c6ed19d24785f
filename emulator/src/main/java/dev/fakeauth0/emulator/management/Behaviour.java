package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.decision.Decision;

/** What an operation does once bearer, scope, path, query and body are found to be right. */
@FunctionalInterface
public interface Behaviour {

  /** Does it, or refuses; see {@link Refusals} for how. */
  Decision<Answer> run(Work work);
}
