package dev.fakeauth0.emulator.token;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import java.util.List;
import java.util.Optional;

/**
 * The tokens that a rule granted, not yet signed.
 *
 * @param client the client they are for
 * @param accessToken the access token; none where only an ID token was asked for
 * @param idToken the ID token
 * @param refreshToken the refresh token itself
 * @param providerToken the access token of an identity provider that takes the access token's place
 * @param scope what the answer says the scope is; none: it says nothing
 * @param more further members of the answer, behind all others
 */
public record TokenGrant(
    Client client,
    Optional<AccessTokenGrant> accessToken,
    Optional<IdTokenGrant> idToken,
    Optional<String> refreshToken,
    Optional<ProviderToken> providerToken,
    List<String> scope,
    Document more) {

  /** Copies the scopes. */
  public TokenGrant {
    scope = List.copyOf(scope);
  }

  /** Tokens of the tenant's own. */
  public TokenGrant(
      Client client,
      Optional<AccessTokenGrant> accessToken,
      Optional<IdTokenGrant> idToken,
      Optional<String> refreshToken,
      List<String> scope,
      Document more) {
    this(client, accessToken, idToken, refreshToken, Optional.empty(), scope, more);
  }

  /** An access token of an identity provider, and nothing else. */
  public static TokenGrant of(Client client, ProviderToken token, List<String> scope) {
    return new TokenGrant(
        client,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(token),
        scope,
        Document.EMPTY);
  }

  /** An access token and nothing else. */
  public static TokenGrant of(AccessTokenGrant accessToken) {
    return new TokenGrant(
        accessToken.client(),
        Optional.of(accessToken),
        Optional.empty(),
        Optional.empty(),
        accessToken.scope(),
        Document.EMPTY);
  }

  /** This with a further member in the answer. */
  public TokenGrant and(String member, Object value) {
    return new TokenGrant(
        client, accessToken, idToken, refreshToken, providerToken, scope, more.with(member, value));
  }

  /** This with its access token bound to a key (RFC 9449 section 6). */
  public TokenGrant boundTo(String keyThumbprint) {
    return new TokenGrant(
        client,
        accessToken.map(access -> access.boundTo(keyThumbprint)),
        idToken,
        refreshToken,
        providerToken,
        scope,
        more);
  }

  /** This with another refresh token, or none. */
  public TokenGrant withRefreshToken(Optional<String> token) {
    return new TokenGrant(client, accessToken, idToken, token, providerToken, scope, more);
  }

  @Override
  public String toString() {
    return "TokenGrant[client=" + client.id() + ", scope=" + scope + "]";
  }
}
