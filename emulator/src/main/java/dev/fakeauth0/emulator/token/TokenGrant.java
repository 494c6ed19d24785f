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
 * @param scope what the answer says the scope is; none: it says nothing
 * @param more further members of the answer, behind all others
 */
public record TokenGrant(
    Client client,
    Optional<AccessTokenGrant> accessToken,
    Optional<IdTokenGrant> idToken,
    Optional<String> refreshToken,
    List<String> scope,
    Document more) {

  /** Copies the scopes. */
  public TokenGrant {
    scope = List.copyOf(scope);
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
        client, accessToken, idToken, refreshToken, scope, more.with(member, value));
  }

  /** This with another refresh token, or none. */
  public TokenGrant withRefreshToken(Optional<String> token) {
    return new TokenGrant(client, accessToken, idToken, token, scope, more);
  }

  @Override
  public String toString() {
    return "TokenGrant[client=" + client.id() + ", scope=" + scope + "]";
  }
}
