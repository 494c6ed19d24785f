package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.refusal.RefusalReason.INVALID_REFRESH_TOKEN;
import static dev.fakeauth0.refusal.RefusalReason.REFRESH_TOKEN_EXPIRED;
import static dev.fakeauth0.refusal.RefusalReason.REFRESH_TOKEN_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.REFRESH_TOKEN_OF_ANOTHER_CLIENT;
import static dev.fakeauth0.refusal.RefusalReason.REFRESH_TOKEN_REUSED;
import static dev.fakeauth0.refusal.RefusalReason.USER_GONE;

import dev.fakeauth0.emulator.authentication.TokenRequest;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.ClientGrant;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.TokenGrant;
import dev.fakeauth0.emulator.user.EndedRefreshToken;
import dev.fakeauth0.emulator.user.EndedRefreshToken.Cause;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Refresh token (RFC 6749 section 6; Auth0 docs, "Refresh Tokens", "Refresh Token Rotation",
 * "Multi-Resource Refresh Token"): new tokens for what was granted at the login, or for less. What
 * the user may do is asked anew each time.
 *
 * <p>A token that rotates is good once. Whoever comes with one that was exchanged before gets
 * nothing, and the whole family ends (RFC 9700 section 4.14.2), unless it is the last one that was,
 * within the client's {@code leeway}.
 *
 * <p>May refuse for {@link dev.fakeauth0.refusal.RefusalReason#REFRESH_TOKEN_MISSING}, {@code
 * INVALID_REFRESH_TOKEN}, {@code REFRESH_TOKEN_OF_ANOTHER_CLIENT}, {@code REFRESH_TOKEN_EXPIRED},
 * {@code REFRESH_TOKEN_REUSED}, and for what {@link UserAccess}, {@link UserTokens} and {@link
 * MfaTokens#required} refuse.
 */
public final class RefreshTokenPolicy implements GrantPolicy {

  @Override
  public GrantType grantType() {
    return GrantType.REFRESH_TOKEN;
  }

  @Override
  public Decision<TokenGrant> decide(
      Client client, TokenRequest request, TenantDraft tenant, Instant now) {
    Optional<String> sent = request.parameter("refresh_token");
    if (sent.isEmpty()) {
      return Decision.refuse(missing());
    }
    return usable(sent.get(), client, tenant, now)
        .then(
            token ->
                wanted(client, token.authorization(), request, tenant.state())
                    .then(authorization -> tokens(authorization, request, tenant, now))
                    .map(grant -> grant.withRefreshToken(token.exchanged(client, tenant, now))));
  }

  /**
   * The tokens, or the question for a second factor: where the tenant has come to ask for one of
   * everybody since the user logged in with a password or a code alone. The token stays good.
   */
  private static Decision<TokenGrant> tokens(
      UserAuthorization authorization, TokenRequest request, TenantDraft tenant, Instant now) {
    List<String> shown = authorization.login().methods();
    // None is shown where nobody logged in here: a provider or a phone vouched for the user.
    boolean one = !shown.isEmpty() && !shown.contains("mfa");
    return one && SecondFactors.needed(false, tenant.state())
        ? MfaTokens.required(
            authorization, Optional.of(GrantType.REFRESH_TOKEN.wireName()), tenant, now)
        : UserTokens.refreshed(authorization, request.issuer(), request.names(), tenant, now);
  }

  /**
   * The token of a text that a client shows, if it is good; one that is not any more may end its
   * family.
   */
  static Decision<RefreshToken> usable(
      String text, Client client, TenantDraft tenant, Instant now) {
    Optional<RefreshToken> found = RefreshToken.find(text, tenant.state());
    if (found.isEmpty()) {
      return Decision.refuse(
          RefreshToken.ended(text, tenant, now)
              .map(ended -> ended(client, ended))
              .orElseGet(() -> unknown(client)));
    }
    RefreshToken token = found.get();
    if (!token.clientId().equals(client.id())) {
      return Decision.refuse(ofAnother(client, token));
    }
    Optional<RefreshToken.Expiry> expired = token.expired(now);
    if (expired.isPresent()) {
      token.end(Cause.EXPIRED, tenant, now);
      return Decision.refuse(expired(client, expired.get()));
    }
    if (!token.good(client, now)) {
      token.end(Cause.REUSED, tenant, now);
      return Decision.refuse(reused(client, token));
    }
    return Decision.grant(token);
  }

  /** What the request wants of what was granted at the login, as far as it may be had now. */
  private static Decision<UserAuthorization> wanted(
      Client client, UserAuthorization granted, TokenRequest request, TenantState state) {
    return UserAccess.user(granted.login().userId(), granted.organizationId(), state)
        .then(user -> api(client, granted, request, state))
        .then(
            api ->
                admitted(client, api, request, state)
                    .map(grant -> narrowed(client, granted, api, grant, request, state)));
  }

  private static Decision<Optional<ClientGrant>> admitted(
      Client client, Optional<RequestedApi> api, TokenRequest request, TenantState state) {
    return api.isEmpty()
        ? Decision.grant(Optional.empty())
        : UserAccess.admitted(client, api.get(), request.issuer(), state);
  }

  /**
   * The API: the one of the login, or another that the client's policies name. One that they do not
   * name is passed over, as Auth0 does.
   */
  private static Decision<Optional<RequestedApi>> api(
      Client client, UserAuthorization granted, TokenRequest request, TenantState state) {
    boolean compatible =
        state.settings().string("resource_parameter_profile", "audience").equals("compatibility");
    Optional<String> asked = request.audienceParameter();
    if (asked.isEmpty() && compatible) {
      asked = request.resource();
    }
    if (asked.isPresent()) {
      String audience = ManagementApi.shown(asked.get(), request.issuer());
      Optional<ResourceServer> api = state.api(request.canonicalAudience(audience));
      if (api.isPresent() && policy(client, api.get(), request).isPresent()) {
        return Decision.grant(Optional.of(new RequestedApi(api.get(), audience)));
      }
    }
    if (granted.audience().isEmpty()) {
      return Decision.grant(Optional.empty());
    }
    String audience = granted.audience().get();
    return state
        .api(request.canonicalAudience(audience))
        .map(api -> Decision.grant(Optional.of(new RequestedApi(api, audience))))
        .orElseGet(() -> Decision.refuse(RequestedApi.unknown(audience, request.issuer(), state)));
  }

  /** What the client's policies for refresh tokens say of an API. */
  private static Optional<Document> policy(
      Client client, ResourceServer api, TokenRequest request) {
    return client
        .document()
        .object("refresh_token")
        .orElse(Document.EMPTY)
        .objects("policies")
        .stream()
        .filter(
            policy ->
                request.canonicalAudience(policy.string("audience", "")).equals(api.identifier()))
        .findFirst();
  }

  private static UserAuthorization narrowed(
      Client client,
      UserAuthorization granted,
      Optional<RequestedApi> wanted,
      Optional<ClientGrant> grant,
      TokenRequest request,
      TenantState state) {
    Optional<String> audience = wanted.map(RequestedApi::audience);
    boolean sameApi =
        audience
            .map(request::canonicalAudience)
            .equals(granted.audience().map(request::canonicalAudience));
    Set<String> scope = new LinkedHashSet<>(granted.scope());
    if (!sameApi) {
      scope.removeIf(word -> !UserScope.ofUsers(word));
    }
    wanted
        .flatMap(api -> policy(client, api.api(), request))
        .ifPresent(policy -> scope.addAll(policy.strings("scope")));
    if (request.scope().isPresent()) {
      scope.retainAll(UserScope.wanted(request.scope()));
    }
    return new UserAuthorization(
        client.id(),
        granted.login(),
        audience,
        UserScope.of(
            scope,
            client,
            wanted.map(RequestedApi::api),
            grant,
            granted.login().userId(),
            granted.organizationId(),
            state),
        request.scope(),
        granted.organizationId(),
        granted.namesOrganization(),
        Optional.empty(),
        granted.saysAuthTime());
  }

  private static Diagnosis missing() {
    return REFRESH_TOKEN_MISSING
        .because("the request has no refresh_token")
        .fact("parameter", "refresh_token")
        .remedy("send the refresh token of the last exchange")
        .remedy(
            "where there is none: ask /authorize for the scope offline_access, allow offline access"
                + " of the API, and give the client the grant type refresh_token");
  }

  private static Diagnosis unknown(Client client) {
    return INVALID_REFRESH_TOKEN
        .because(
            "there is no such refresh token: it was never issued here or before a reset, or was"
                + " revoked through the Management API")
        .fact("client_id", client.id())
        .remedy("log in again, and send the refresh token of the last exchange, uncut");
  }

  private static Diagnosis ended(Client client, EndedRefreshToken ended) {
    if (ended.cause() == Cause.USER_DELETED) {
      return USER_GONE
          .because("the user %s of the refresh token was deleted", ended.userId())
          .fact("user_id", ended.userId())
          .fact("deleted_at", ended.at().toString())
          .remedy("log in again as a user who exists");
    }
    String how =
        switch (ended.cause()) {
          case REUSED -> "an older one of its family was used again, which ended them all";
          case GIVEN_BACK -> "the client revoked it at /oauth/revoke";
          case CODE_REPLAYED -> "the code it came from was exchanged a second time";
          case EXPIRED -> "it was too old";
          case USER_DELETED -> "its user was deleted";
        };
    return INVALID_REFRESH_TOKEN
        .because("the refresh token is no more: %s", how)
        .fact("client_id", client.id())
        .fact("refresh_token_id", ended.id())
        .fact("cause", ended.cause().name().toLowerCase(Locale.ROOT))
        .fact("ended_at", ended.at().toString())
        .remedy("log in again")
        .remedy("the journal has the call that ended it, shortly before ended_at");
  }

  private static Diagnosis ofAnother(Client client, RefreshToken token) {
    return REFRESH_TOKEN_OF_ANOTHER_CLIENT
        .because(
            "the refresh token was issued to client %s, and client %s exchanges it",
            token.clientId(), client.id())
        .fact("client_id", client.id())
        .fact("issued_to", token.clientId())
        .remedy("exchange a refresh token by the client that it was issued to");
  }

  private static Diagnosis expired(Client client, RefreshToken.Expiry expiry) {
    boolean idle = expiry.limit().equals("idle_expires_at");
    return REFRESH_TOKEN_EXPIRED
        .because(
            idle
                ? "the refresh token was not used for too long"
                : "the login that the refresh token comes from is too long ago")
        .fact("client_id", client.id())
        .fact(expiry.limit(), expiry.at().toString())
        .remedy("log in again")
        .remedy(
            "Dashboard: Applications > Applications > %s > Settings > Refresh Token Expiration >"
                + " %s",
            client.name(), idle ? "Idle Refresh Token Lifetime" : "Maximum Refresh Token Lifetime")
        .remedy(
            "Management API: PATCH /api/v2/clients/%s with refresh_token.%s",
            client.id(), idle ? "idle_token_lifetime" : "token_lifetime");
  }

  private static Diagnosis reused(Client client, RefreshToken token) {
    return REFRESH_TOKEN_REUSED
        .because(
            "the refresh token was exchanged before and another came in its place; it and all of"
                + " its family are revoked now")
        .fact("client_id", client.id())
        .fact("refresh_token_id", token.id())
        .remedy("log in again, and keep the refresh_token of each answer in place of the one sent")
        .remedy("let one exchange be under way at a time: two tabs or threads race for the token")
        .remedy(
            "an answer may get lost on its way: Dashboard: Applications > Applications > %s >"
                + " Settings > Refresh Token Rotation > Rotation Overlap Period; Management API:"
                + " refresh_token.leeway",
            client.name());
  }
}
