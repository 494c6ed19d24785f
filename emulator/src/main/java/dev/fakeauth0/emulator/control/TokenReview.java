package dev.fakeauth0.emulator.control;

import dev.fakeauth0.emulator.pipeline.Tenant;
import dev.fakeauth0.emulator.pipeline.TenantDirectory;
import dev.fakeauth0.emulator.token.KnownTenant;
import dev.fakeauth0.emulator.token.TokenInspection;
import dev.fakeauth0.emulator.token.TokenInspector;
import java.time.Instant;
import java.util.Optional;

/** Looks at a token as an API of a tenant would, and knows the other tenants' keys too. */
public final class TokenReview {

  private final TenantDirectory tenants;

  /** Of the tenants of an emulator. */
  public TokenReview(TenantDirectory tenants) {
    this.tenants = tenants;
  }

  /**
   * The checks of a token.
   *
   * @param issuer an issuer that is the tenant's too, as the caller sees it
   */
  public TokenInspection of(
      String token, Tenant tenant, String issuer, TokenInspector.Wanted wanted, Instant now) {
    return TokenInspector.inspect(
        token,
        KnownTenant.of(
            tenant.state(),
            tenant.names().issuers(issuer),
            tenant.names()::canonicalAudience,
            kid -> otherTenantWithKey(tenant, kid)),
        wanted,
        now);
  }

  private Optional<String> otherTenantWithKey(Tenant tenant, String kid) {
    for (Tenant other : tenants.all()) {
      if (other != tenant && other.state().keys().verifying(kid).isPresent()) {
        return Optional.of(other.name());
      }
    }
    return Optional.empty();
  }
}
