package dev.fakeauth0.emulator.decision;

import dev.fakeauth0.emulator.tenant.TenantDraft;
import java.time.Instant;

/**
 * A client assertion whose signature, audience and expiry were found good (RFC 7523 section 3).
 *
 * @param clientId the client it speaks for
 * @param jti its id, good for one use
 * @param expiry when it expires
 */
public record ProvenAssertion(String clientId, String jti, Instant expiry) {

  /** Spends it: false if that was done before (RFC 7523 section 3, item 7). */
  boolean spendIn(TenantDraft tenant, Instant now) {
    String id = clientId + ' ' + jti;
    if (tenant.kept(ProvenAssertion.class, id, now).isPresent()) {
      return false;
    }
    tenant.keep(id, this, expiry, now);
    return true;
  }
}
