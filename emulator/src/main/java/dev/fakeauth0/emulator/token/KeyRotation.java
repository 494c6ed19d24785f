package dev.fakeauth0.emulator.token;

import dev.fakeauth0.emulator.tenant.KeyRing;
import dev.fakeauth0.emulator.tenant.SigningKey;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.tenant.TenantStore;
import java.time.Instant;
import java.util.function.Function;

/**
 * Rotates and revokes signing keys (Auth0 docs, "Rotate Signing Keys", "Revoke Signing Keys"). The
 * new key is at hand before the state changes, so nobody waits for it while the state is locked.
 */
public final class KeyRotation {

  /** What a revocation came to. */
  public enum Revocation {
    /** The key verifies no longer. */
    REVOKED,
    /** It had been revoked before. */
    ALREADY_REVOKED,
    /** It signs, or is next to: only keys rotated out can be revoked. */
    IN_USE,
    /** There is no such key. */
    UNKNOWN
  }

  private KeyRotation() {}

  /**
   * Makes the next key the one that signs, and a new one the next. The one that signed so far still
   * verifies, until it is revoked.
   *
   * @param clock the tenant's time, by its state
   * @return the keys after it
   */
  public static KeyRing rotate(
      TenantStore store, SigningKeys keys, Function<TenantState, Instant> clock) {
    SigningKey next = keys.make();
    next.publicKey();
    return store
        .change(
            draft -> {
              draft.keys(draft.state().keys().rotated(next, clock.apply(draft.state())));
              return draft.state().keys();
            })
        .result();
  }

  /**
   * Revokes a key that was rotated out: tokens it signed are refused from now on.
   *
   * @param clock the tenant's time, by its state
   */
  public static Revocation revoke(
      TenantStore store, String kid, Function<TenantState, Instant> clock) {
    return store
        .change(
            draft -> {
              KeyRing ring = draft.state().keys();
              if (ring.current().kid().equals(kid) || ring.next().kid().equals(kid)) {
                return Revocation.IN_USE;
              }
              if (ring.revoked(kid).isPresent()) {
                return Revocation.ALREADY_REVOKED;
              }
              if (ring.verifying(kid).isEmpty()) {
                return Revocation.UNKNOWN;
              }
              draft.keys(ring.revoked(kid, clock.apply(draft.state())));
              return Revocation.REVOKED;
            })
        .result();
  }
}
