package dev.fakeauth0.emulator.control;

import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Request;
import dev.fakeauth0.emulator.pipeline.Tenant;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.time.Instant;

/**
 * A call to one of the emulator's own endpoints, let in.
 *
 * @param road the call as it travels
 * @param tenant the tenant it is about: the first one, unless {@code ?tenant=} says otherwise
 * @param issuer how that tenant is reached by this call's listener; ends in a slash
 * @param query the query, names checked
 */
record ControlCall(Call road, Tenant tenant, String issuer, Query query) {

  /** The request. */
  Request request() {
    return road.request();
  }

  /** The tenant's state. */
  TenantState state() {
    return tenant.state();
  }

  /** The tenant's time. */
  Instant now() {
    return tenant.now(tenant.state());
  }
}
