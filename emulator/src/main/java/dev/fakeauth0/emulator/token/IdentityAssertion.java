package dev.fakeauth0.emulator.token;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An identity assertion that was verified: what an enterprise's identity provider says of a user,
 * for a client to have tokens by (draft-ietf-oauth-identity-assertion-authz-grant, "Identity
 * Assertion Authorization Grant JWT").
 *
 * @param issuer the identity provider
 * @param subject the user as the provider knows them
 * @param nameId the same as SAML knows them ({@code sub_id}), where the provider says so
 * @param clientId the client it was made for
 * @param scope the scopes it allows; none: it says nothing of scopes
 * @param resources the APIs it is for
 * @param issuedAt when it was made
 * @param expiry when it expires
 */
public record IdentityAssertion(
    String issuer,
    String subject,
    Optional<String> nameId,
    String clientId,
    Optional<String> scope,
    List<String> resources,
    Instant issuedAt,
    Instant expiry) {

  /** Copies the APIs. */
  public IdentityAssertion {
    resources = List.copyOf(resources);
  }
}
