package dev.fakeauth0.acceptance.deviation;

/** How something stands between a client and the tenant. */
@FunctionalInterface
interface Behaviour {

  /** Hands everything on as it is. */
  Behaviour FAITHFUL = (asked, tenant) -> tenant.send(asked);

  /** The tenant. */
  @FunctionalInterface
  interface Upstream {
    /** What it answers. */
    Answer send(Asked asked) throws Exception;
  }

  /** What is answered instead of the tenant. */
  Answer answer(Asked asked, Upstream tenant) throws Exception;
}
