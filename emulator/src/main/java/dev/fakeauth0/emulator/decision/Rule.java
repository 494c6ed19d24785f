package dev.fakeauth0.emulator.decision;

import dev.fakeauth0.emulator.tenant.TenantDraft;
import java.time.Instant;

/**
 * Decides a request over a working copy of the tenant's state. What it changed is committed in one
 * step, also when it refuses. Runs once, alone among the rules of its tenant; so it is quick, and
 * signs and hashes nothing.
 *
 * @param <Q> the request
 * @param <R> what it grants
 */
@FunctionalInterface
public interface Rule<Q, R> {

  /**
   * Decides.
   *
   * @param request what is asked
   * @param tenant the working copy, to read and to change
   * @param now the tenant's time
   */
  Decision<R> decide(Q request, TenantDraft tenant, Instant now);
}
