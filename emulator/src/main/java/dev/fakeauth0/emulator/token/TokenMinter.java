package dev.fakeauth0.emulator.token;

import dev.fakeauth0.emulator.tenant.KeyRing;

/**
 * Mints access tokens: plans them, signs them with the tenant's current key or the API's secret,
 * and encrypts them where the API asks for it. Without state; safe for use by many threads.
 */
public final class TokenMinter implements Minter<TokenGrant, TokenSet> {

  @Override
  public TokenSet mint(TokenGrant granted, KeyRing keys, Tampering tampering) {
    TokenPlan plan = tampering.plan(AccessTokens.plan(granted));
    String token = tampering.token(token(plan, keys));
    return new TokenSet(token, granted.scope(), granted.lifetime());
  }

  /** The token of a plan, in compact serialization (RFC 7515 section 7.1, RFC 7516 section 7.1). */
  public String token(TokenPlan plan, KeyRing keys) {
    if (plan.opaque()) {
      return OpaqueTokens.seal(plan.claims(), keys.sealing());
    }
    String signed = CompactJws.sign(plan, keys);
    return plan.encryption().isPresent()
        ? NestedJwe.encrypt(signed, plan.encryption().get())
        : signed;
  }
}
