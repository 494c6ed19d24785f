package dev.fakeauth0.emulator.token;

import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Organization;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An ID token that a rule granted (OpenID Connect Core section 2).
 *
 * @param issuer the issuer, ending in a slash
 * @param subject the user_id
 * @param client the client it is for: its {@code aud}
 * @param profile claims about the user, by the scopes granted, in wire order
 * @param sessionId the {@code sid}
 * @param authenticatedAt the {@code auth_time}, where it is to be said
 * @param nonce the {@code nonce} of the authorization request
 * @param loginClaims what else it says of the login, such as {@code amr} and {@code acr}
 * @param organization the organization logged in to
 * @param namesOrganization whether {@code org_name} is said beside {@code org_id}
 * @param hashesAccessToken whether it has the {@code at_hash} of the access token granted with it
 * @param code the code that it has the {@code c_hash} of
 * @param issuedAt when it is issued
 * @param lifetime how long it is good
 * @param customClaims claims the seed adds; they replace others of their name, null removes one
 */
public record IdTokenGrant(
    String issuer,
    String subject,
    Client client,
    Map<String, @Nullable Object> profile,
    Optional<String> sessionId,
    Optional<Instant> authenticatedAt,
    Optional<String> nonce,
    Map<String, Object> loginClaims,
    Optional<Organization> organization,
    boolean namesOrganization,
    boolean hashesAccessToken,
    Optional<String> code,
    Instant issuedAt,
    Duration lifetime,
    Map<String, @Nullable Object> customClaims) {

  /** Copies its collections. */
  public IdTokenGrant {
    profile = Collections.unmodifiableMap(new LinkedHashMap<>(profile));
    loginClaims = Collections.unmodifiableMap(new LinkedHashMap<>(loginClaims));
    customClaims = Collections.unmodifiableMap(new LinkedHashMap<>(customClaims));
  }
}
