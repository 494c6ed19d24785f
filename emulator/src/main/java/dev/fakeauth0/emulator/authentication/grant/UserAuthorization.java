package dev.fakeauth0.emulator.authentication.grant;

import java.util.List;
import java.util.Optional;

/**
 * What a client may have for a user, decided and not yet made tokens of. A code, a device code, an
 * MFA token or a refresh token stands for it.
 *
 * @param clientId the client
 * @param login how the user logged in
 * @param audience the API's identifier as it was sent; none: a token for {@code /userinfo}
 * @param scope the scopes granted, in the order they were asked for
 * @param requestedScope the {@code scope} parameter; none if none was sent
 * @param organizationId the organization logged in to
 * @param namesOrganization whether the organization was asked for by name
 * @param nonce the {@code nonce} of the authorization request
 * @param saysAuthTime whether the ID token says {@code auth_time}: {@code max_age} was asked for
 */
public record UserAuthorization(
    String clientId,
    Login login,
    Optional<String> audience,
    List<String> scope,
    Optional<String> requestedScope,
    Optional<String> organizationId,
    boolean namesOrganization,
    Optional<String> nonce,
    boolean saysAuthTime) {

  /** Copies the scopes. */
  public UserAuthorization {
    scope = List.copyOf(scope);
  }

  /** Whether an ID token is due. */
  public boolean openId() {
    return scope.contains("openid");
  }

  /** Whether a refresh token was granted. */
  public boolean offline() {
    return scope.contains("offline_access");
  }
}
