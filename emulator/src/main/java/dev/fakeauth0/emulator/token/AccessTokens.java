package dev.fakeauth0.emulator.token;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plans access tokens in the two profiles (Auth0 docs, "Access Token Profiles"): Auth0's own, with
 * {@code gty} and {@code azp}, and that of RFC 9068 section 2.2, with {@code jti} and {@code
 * client_id} in their places. The order of claims is that of live tokens of Auth0's profile; claims
 * that are added stand first, as those of an Action do.
 */
final class AccessTokens {

  private AccessTokens() {}

  static TokenPlan plan(AccessTokenGrant grant) {
    if (grant.api().isEmpty()) {
      return new TokenPlan(
          "RS256",
          "JWT",
          customized(standardClaims(grant, false), grant.customClaims()),
          Optional.empty(),
          Optional.empty(),
          true);
    }
    ResourceServer api = grant.api().get();
    return new TokenPlan(
        api.signingAlgorithm(),
        api.dialect().rfc9068() ? "at+jwt" : "JWT",
        customized(standardClaims(grant, api.dialect().rfc9068()), grant.customClaims()),
        api.signingSecret(),
        api.tokenEncryption().flatMap(AccessTokens::encryption),
        false);
  }

  private static Map<String, @Nullable Object> standardClaims(
      AccessTokenGrant grant, boolean rfc9068) {
    long issuedAt = grant.issuedAt().getEpochSecond();
    Instant expiry = grant.issuedAt().plus(grant.lifetime());
    Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    claims.put("iss", grant.issuer());
    claims.put("sub", grant.subject());
    claims.put(
        "aud",
        grant.userInfo()
            ? List.of(grant.audience(), grant.issuer() + "userinfo")
            : grant.audience());
    claims.put("iat", issuedAt);
    claims.put("exp", expiry.getEpochSecond());
    claims.putAll(grant.loginClaims());
    if (!grant.scope().isEmpty()) {
      claims.put("scope", String.join(" ", grant.scope()));
    }
    if (grant.organization().isPresent()) {
      Organization organization = grant.organization().get();
      claims.put("org_id", organization.id());
      if (grant.namesOrganization()) {
        claims.put("org_name", organization.name());
      }
    }
    if (rfc9068) {
      claims.put("jti", grant.tokenId());
      claims.put("client_id", grant.client().id());
    } else {
      grant.grantType().ifPresent(type -> claims.put("gty", type));
      claims.put("azp", grant.client().id());
    }
    if (grant.permissions().isPresent()) {
      claims.put("permissions", grant.permissions().get());
    }
    grant.keyThumbprint().ifPresent(jkt -> claims.put("cnf", Map.of("jkt", jkt)));
    return claims;
  }

  static Map<String, @Nullable Object> customized(
      Map<String, @Nullable Object> standard, Map<String, @Nullable Object> custom) {
    if (custom.isEmpty()) {
      return standard;
    }
    Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> claim : custom.entrySet()) {
      if (!standard.containsKey(claim.getKey())) {
        claims.put(claim.getKey(), claim.getValue());
      }
    }
    claims.putAll(standard);
    for (Map.Entry<String, @Nullable Object> claim : custom.entrySet()) {
      if (claim.getValue() == null) {
        claims.remove(claim.getKey());
      } else {
        claims.put(claim.getKey(), claim.getValue());
      }
    }
    return claims;
  }

  static Optional<TokenPlan.Encryption> encryption(Document settings) {
    return settings
        .object("encryption_key")
        .filter(key -> key.string("pem").isPresent())
        .map(
            key ->
                new TokenPlan.Encryption(
                    key.string("alg", "RSA-OAEP-256"), key.string("kid"), key.string("pem", "")));
  }
}
