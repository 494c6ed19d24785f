package dev.fakeauth0.emulator.authentication.grant;

import dev.fakeauth0.emulator.decision.GrantedScope;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.ClientGrant;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which scopes a client gets for a user (RFC 6749 section 3.3; Auth0 docs, "OpenID Connect Scopes",
 * "API Scopes"). What may not be had is left out without a word.
 */
final class UserScope {

  static final String OPENID = "openid";
  static final String OFFLINE_ACCESS = "offline_access";

  /** OpenID Connect Core section 5.4. */
  private static final List<String> CLAIMS = List.of("profile", "email", "address", "phone");

  private UserScope() {}

  /** The words of a {@code scope} parameter as the grants of users without a page take them. */
  static Set<String> wantedDirectly(
      Optional<String> scope, Optional<ResourceServer> api, Client client) {
    Set<String> words = new LinkedHashSet<>(wanted(scope));
    if (scope.isEmpty() && api.isPresent()) {
      words.addAll(api.get().scopes());
    }
    if (words.contains(OPENID) && api.isEmpty() && client.firstParty()) {
      // Recorded: who asks for openid alone, and for no API, gets all that is known of the user.
      words.addAll(CLAIMS);
    }
    return words;
  }

  /** The words of a {@code scope} parameter, each once; without one there are none. */
  static Set<String> wanted(Optional<String> scope) {
    return scope.isEmpty() ? Set.of() : GrantedScope.words(scope.get());
  }

  /** Whether a scope is about the user or the login, and not about an API. */
  static boolean ofUsers(String scope) {
    return scope.equals(OPENID) || scope.equals(OFFLINE_ACCESS) || CLAIMS.contains(scope);
  }

  /**
   * The scopes granted, in the order they were asked for.
   *
   * @param wanted those asked for
   * @param api the API they are for; none: the token is for {@code /userinfo} alone
   * @param grant the client grant for users of the API, where the API asks for one
   */
  static List<String> of(
      Set<String> wanted,
      Client client,
      Optional<ResourceServer> api,
      Optional<ClientGrant> grant,
      String userId,
      Optional<String> organizationId,
      TenantState state) {
    Set<String> ofApi =
        api.isEmpty() ? Set.of() : ofApi(api.get(), grant, userId, organizationId, state);
    List<String> granted = new ArrayList<>(wanted.size());
    for (String scope : wanted) {
      if (ofApi.contains(scope) || ofUser(scope, client, api)) {
        granted.add(scope);
      }
    }
    return granted;
  }

  private static boolean ofUser(String scope, Client client, Optional<ResourceServer> api) {
    if (scope.equals(OFFLINE_ACCESS)) {
      return offline(client, api);
    }
    boolean aboutUser = scope.equals(OPENID) || CLAIMS.contains(scope);
    return aboutUser && !client.strictThirdParty();
  }

  /** The scopes of an API that a client may have for a user. */
  static Set<String> ofApi(
      ResourceServer api,
      Optional<ClientGrant> grant,
      String userId,
      Optional<String> organizationId,
      TenantState state) {
    Set<String> all = new LinkedHashSet<>(api.scopes());
    if (api.managementApi()) {
      // A user's token for it is about that user alone (Auth0 docs, "Management API Access Tokens
      // for Single-Page Applications").
      all.removeIf(scope -> !scope.contains(":current_user"));
    }
    if (grant.isPresent()) {
      all.retainAll(GrantedScope.of(grant.get(), api, Optional.empty()));
    }
    if (api.enforcePolicies()) {
      all.retainAll(UserPermissions.of(userId, organizationId, api, state));
    }
    return all;
  }

  /** Whether a refresh token may go with it (Auth0 docs, "Get Refresh Tokens"). */
  private static boolean offline(Client client, Optional<ResourceServer> api) {
    return client.grantTypes().contains(GrantType.REFRESH_TOKEN.wireName())
        && (api.isEmpty() || api.get().document().flag("allow_offline_access", false));
  }
}
