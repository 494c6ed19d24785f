package dev.fakeauth0.emulator.token;

import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An access token that a rule granted, in the terms of the rule.
 *
 * @param issuer the issuer, ending in a slash
 * @param subject the {@code sub}
 * @param client the client it is for
 * @param api the API it is for; none: it is good for {@code /userinfo} alone, and opaque
 * @param audience the API's identifier as the token names it
 * @param userInfo whether it is good for {@code /userinfo} beside the API, and names both
 * @param scope the scopes granted, in order; none: no {@code scope} anywhere
 * @param permissions the {@code permissions} claim, where the API's dialect has one
 * @param organization the organization it is bound to
 * @param namesOrganization whether {@code org_name} is said beside {@code org_id}
 * @param grantType the {@code gty} of Auth0's own profile, such as {@code client-credentials}; a
 *     login on a page has none
 * @param issuedAt when it is issued
 * @param lifetime how long it is good
 * @param tokenId the {@code jti} of RFC 9068
 * @param loginClaims what it says of the login, such as {@code auth_time} and {@code amr}
 * @param customClaims claims the seed adds; they replace others of their name, null removes one
 * @param keyThumbprint the key it is bound to (RFC 9449 section 6.1); none: whoever has it may use
 *     it
 */
public record AccessTokenGrant(
    String issuer,
    String subject,
    Client client,
    Optional<ResourceServer> api,
    String audience,
    boolean userInfo,
    List<String> scope,
    Optional<List<String>> permissions,
    Optional<Organization> organization,
    boolean namesOrganization,
    Optional<String> grantType,
    Instant issuedAt,
    Duration lifetime,
    String tokenId,
    Map<String, Object> loginClaims,
    Map<String, @Nullable Object> customClaims,
    Optional<String> keyThumbprint) {

  /** This, bound to a key. */
  AccessTokenGrant boundTo(String thumbprint) {
    return new AccessTokenGrant(
        issuer,
        subject,
        client,
        api,
        audience,
        userInfo,
        scope,
        permissions,
        organization,
        namesOrganization,
        grantType,
        issuedAt,
        lifetime,
        tokenId,
        loginClaims,
        customClaims,
        Optional.of(thumbprint));
  }

  /**
   * This, changed as somebody describes it.
   *
   * @param otherPermissions the permissions; empty: as they are
   * @param otherLifetime how long it is good; empty: as it is
   * @param moreClaims claims beside those there are, and in place of those of their names
   */
  public AccessTokenGrant described(
      Optional<List<String>> otherPermissions,
      Optional<Duration> otherLifetime,
      Map<String, @Nullable Object> moreClaims) {
    Map<String, @Nullable Object> claims = new LinkedHashMap<>(customClaims);
    claims.putAll(moreClaims);
    return new AccessTokenGrant(
        issuer,
        subject,
        client,
        api,
        audience,
        userInfo,
        scope,
        otherPermissions.or(() -> permissions),
        organization,
        namesOrganization,
        grantType,
        issuedAt,
        otherLifetime.orElse(lifetime),
        tokenId,
        loginClaims,
        claims,
        keyThumbprint);
  }

  /** Copies its collections. */
  public AccessTokenGrant {
    scope = List.copyOf(scope);
    loginClaims = Collections.unmodifiableMap(new LinkedHashMap<>(loginClaims));
    customClaims = Collections.unmodifiableMap(new LinkedHashMap<>(customClaims));
  }
}
