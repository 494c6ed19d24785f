package dev.fakeauth0.acceptance.deviation;

import java.util.function.Supplier;

/**
 * Something done otherwise than Auth0 does it.
 *
 * @param name what is wrong
 * @param caughtBy the contract that has to see it
 * @param examined the contracts that are run, by area or name: those it concerns
 * @param behaviour makes what does it, anew each time: some remember what they saw
 */
record Deviation(String name, String caughtBy, String examined, Supplier<Behaviour> behaviour) {

  /** One that is looked for by all contracts of the area that has to see it. */
  static Deviation of(String name, String caughtBy, Supplier<Behaviour> behaviour) {
    return new Deviation(name, caughtBy, caughtBy.split("/", 2)[0], behaviour);
  }

  @Override
  public String toString() {
    return name;
  }
}
