package dev.fakeauth0.emulator.decision;

import dev.fakeauth0.emulator.tenant.TenantDraft;
import java.time.Instant;
import java.util.Optional;

/**
 * A DPoP proof whose signature, method, address and age were found good (RFC 9449 section 4.3).
 *
 * @param keyThumbprint the thumbprint of the key that was proven (RFC 7638), the {@code jkt}
 * @param nonce the nonce it repeats, not yet looked at
 * @param jti its id, good for one use
 * @param expiry when it is too old
 */
public record ProvenPossession(
    String keyThumbprint, Optional<String> nonce, String jti, Instant expiry) {

  /** Spends it: false if that was done before (RFC 9449 section 11.1). */
  public boolean spendIn(TenantDraft tenant, Instant now) {
    String id = keyThumbprint + ' ' + jti;
    if (tenant.kept(ProvenPossession.class, id, now).isPresent()) {
      return false;
    }
    tenant.keep(id, this, expiry, now);
    return true;
  }
}
