package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.refusal.RefusalReason.UNKNOWN_CLIENT;

import dev.fakeauth0.emulator.decision.CustomClaims;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.TenantNames;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.AccessTokenGrant;
import dev.fakeauth0.emulator.token.IdTokenGrant;
import dev.fakeauth0.emulator.token.TokenGrant;
import dev.fakeauth0.emulator.user.UserView;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Makes tokens of what a client may have for a user (Auth0 docs, "Access Tokens", "ID Tokens",
 * "Refresh Tokens").
 *
 * <p>May refuse for what became of the user, the client and the API since: {@link
 * dev.fakeauth0.refusal.RefusalReason#USER_GONE}, {@code USER_BLOCKED}, {@code
 * USER_NOT_IN_ORGANIZATION}, {@code UNKNOWN_CLIENT}, {@code UNKNOWN_AUDIENCE}, {@code
 * API_ACCESS_DENIED} and {@code CLIENT_GRANT_MISSING}.
 */
public final class UserTokens {

  /** How long an access token for {@code /userinfo} alone is good. */
  private static final Duration USER_INFO_LIFETIME = Duration.ofSeconds(86400);

  private static final Duration ID_TOKEN_LIFETIME = Duration.ofSeconds(36000);

  /** What {@code acr} says of a login with a second factor. */
  private static final String MULTI_FACTOR =
      "http://schemas.openid.net/pape/policies/2007/06/multi-factor";

  /**
   * What the authorization endpoint issues itself (OpenID Connect Core sections 3.2 and 3.3).
   *
   * @param accessToken whether the {@code response_type} has {@code token}
   * @param idToken whether it has {@code id_token}
   * @param code the code issued with it
   */
  public record FrontChannel(boolean accessToken, boolean idToken, Optional<String> code) {}

  private final UserAuthorization authorization;
  private final String issuer;
  private final TenantNames names;
  private final TenantDraft tenant;
  private final Instant now;

  private UserTokens(
      UserAuthorization authorization,
      String issuer,
      TenantNames names,
      TenantDraft tenant,
      Instant now) {
    this.authorization = authorization;
    this.issuer = issuer;
    this.names = names;
    this.tenant = tenant;
    this.now = now;
  }

  /**
   * The tokens of an answer of the token endpoint. A refresh token that is granted is put into the
   * state.
   *
   * @param issuer the issuer as the tenant is reached, ending in a slash
   * @param grantType what {@code gty} says in Auth0's own profile; none for a login on a page
   */
  public static Decision<TokenGrant> of(
      UserAuthorization authorization,
      String issuer,
      TenantNames names,
      Optional<String> grantType,
      TenantDraft tenant,
      Instant now) {
    UserTokens tokens = new UserTokens(authorization, issuer, names, tenant, now);
    return tokens
        .subjects()
        .map(
            subjects ->
                tokens.grant(
                    subjects,
                    grantType,
                    authorization.offline()
                        ? Optional.of(
                            RefreshToken.issue(authorization, subjects.client(), tenant, now))
                        : Optional.empty()));
  }

  /**
   * The access token that a login would have given, whatever became of the user, and without asking
   * whether the client may have it.
   */
  public static AccessTokenGrant unasked(
      UserAuthorization authorization,
      Client client,
      Document user,
      Optional<ResourceServer> api,
      Optional<Organization> organization,
      String issuer,
      TenantNames names,
      TenantDraft tenant,
      Instant now) {
    return new UserTokens(authorization, issuer, names, tenant, now)
        .accessToken(
            new Subjects(client, user, api, organization),
            Optional.empty(),
            api.isEmpty() ? USER_INFO_LIFETIME : api.get().tokenLifetime());
  }

  /** The tokens of an exchange of a refresh token; what becomes of that is the caller's. */
  static Decision<TokenGrant> refreshed(
      UserAuthorization authorization,
      String issuer,
      TenantNames names,
      TenantDraft tenant,
      Instant now) {
    UserTokens tokens = new UserTokens(authorization, issuer, names, tenant, now);
    return tokens
        .subjects()
        .map(
            subjects ->
                tokens.grant(
                    subjects, Optional.of(GrantType.REFRESH_TOKEN.wireName()), Optional.empty()));
  }

  /** The tokens that the authorization endpoint issues; never a refresh token. */
  public static Decision<TokenGrant> frontChannel(
      UserAuthorization authorization,
      FrontChannel wanted,
      String issuer,
      TenantNames names,
      TenantDraft tenant,
      Instant now) {
    UserTokens tokens = new UserTokens(authorization, issuer, names, tenant, now);
    return tokens.subjects().map(subjects -> tokens.inFront(subjects, wanted));
  }

  /**
   * Who and what the tokens are about, as it stands now.
   *
   * @param user the user as they are stored
   */
  private record Subjects(
      Client client,
      Document user,
      Optional<ResourceServer> api,
      Optional<Organization> organization) {}

  private Decision<Subjects> subjects() {
    TenantState state = tenant.state();
    Optional<Client> client = state.clients().find(authorization.clientId());
    if (client.isEmpty()) {
      return Decision.refuse(
          UNKNOWN_CLIENT
              .because("client %s does not exist any more", authorization.clientId())
              .fact("client_id", authorization.clientId())
              .remedy("log in by a client that exists"));
    }
    Optional<Organization> organization =
        authorization.organizationId().flatMap(state.organizations()::find);
    return UserAccess.user(authorization.login().userId(), authorization.organizationId(), state)
        .then(user -> api(state).map(api -> new Subjects(client.get(), user, api, organization)));
  }

  private Decision<Optional<ResourceServer>> api(TenantState state) {
    if (authorization.audience().isEmpty()) {
      return Decision.grant(Optional.empty());
    }
    String audience = authorization.audience().get();
    Optional<ResourceServer> api = state.api(names.canonicalAudience(audience));
    return api.isPresent()
        ? Decision.grant(api)
        : Decision.refuse(RequestedApi.unknown(audience, issuer, state));
  }

  private TokenGrant grant(
      Subjects subjects, Optional<String> grantType, Optional<String> refreshToken) {
    Duration lifetime =
        subjects.api().isEmpty() ? USER_INFO_LIFETIME : subjects.api().get().tokenLifetime();
    return new TokenGrant(
        subjects.client(),
        Optional.of(accessToken(subjects, grantType, lifetime)),
        authorization.openId()
            ? Optional.of(idToken(subjects, false, Optional.empty()))
            : Optional.empty(),
        refreshToken,
        authorization.scope(),
        Document.EMPTY);
  }

  private TokenGrant inFront(Subjects subjects, FrontChannel wanted) {
    Duration lifetime =
        subjects
            .api()
            .map(
                api ->
                    api.document()
                        .number("token_lifetime_for_web")
                        .map(Duration::ofSeconds)
                        .orElse(shorter(Duration.ofSeconds(7200), api.tokenLifetime())))
            .orElse(Duration.ofSeconds(7200));
    return new TokenGrant(
        subjects.client(),
        wanted.accessToken()
            ? Optional.of(accessToken(subjects, Optional.empty(), lifetime))
            : Optional.empty(),
        wanted.idToken()
            ? Optional.of(idToken(subjects, wanted.accessToken(), wanted.code()))
            : Optional.empty(),
        Optional.empty(),
        authorization.scope(),
        Document.EMPTY);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private AccessTokenGrant accessToken(
      Subjects subjects, Optional<String> grantType, Duration lifetime) {
    TenantState state = tenant.state();
    Optional<ResourceServer> api = subjects.api();
    String userInfo = issuer + "userinfo";
    String audience = authorization.audience().orElse(userInfo);
    return new AccessTokenGrant(
        issuer,
        authorization.login().userId(),
        subjects.client(),
        api,
        audience,
        // A token signed with the API's secret is nothing that anybody else could verify.
        api.isPresent() && authorization.openId() && !api.get().signingAlgorithm().equals("HS256"),
        authorization.scope(),
        api.filter(known -> known.dialect().permissions() && known.enforcePolicies())
            .map(
                known ->
                    UserPermissions.of(
                        authorization.login().userId(),
                        authorization.organizationId(),
                        known,
                        state)),
        subjects.organization(),
        namesOrganization(state),
        grantType,
        now,
        lifetime,
        tenant.ids().jti(),
        loginClaims(authorization.saysAuthTime()),
        CustomClaims.of(
            state.fakeAuth0(),
            subjects.client(),
            UserView.names(subjects.user()),
            api.map(ResourceServer::identifier).orElse(userInfo),
            names::canonicalAudience),
        Optional.empty());
  }

  private IdTokenGrant idToken(
      Subjects subjects, boolean hashesAccessToken, Optional<String> code) {
    Client client = subjects.client();
    Login login = authorization.login();
    return new IdTokenGrant(
        issuer,
        login.userId(),
        client,
        UserClaims.of(subjects.user(), authorization.scope()),
        login.sessionId(),
        authorization.saysAuthTime() ? Optional.of(login.at()) : Optional.empty(),
        authorization.nonce(),
        loginClaims(false),
        subjects.organization(),
        namesOrganization(tenant.state()),
        hashesAccessToken,
        code,
        now,
        client
            .document()
            .object("jwt_configuration")
            .flatMap(jwt -> jwt.number("lifetime_in_seconds"))
            .map(Duration::ofSeconds)
            .orElse(ID_TOKEN_LIFETIME),
        // Its audience is the client.
        CustomClaims.of(
            tenant.state().fakeAuth0(),
            client,
            UserView.names(subjects.user()),
            client.id(),
            UnaryOperator.identity()));
  }

  private Map<String, Object> loginClaims(boolean withTime) {
    Map<String, Object> claims = new LinkedHashMap<>();
    if (withTime) {
      claims.put("auth_time", authorization.login().at().getEpochSecond());
    }
    if (authorization.login().methods().contains("mfa")) {
      claims.put("acr", MULTI_FACTOR);
      claims.put("amr", List.of("mfa"));
    }
    return claims;
  }

  private boolean namesOrganization(TenantState state) {
    return authorization.namesOrganization() || GrantedOrganization.namesAllowed(state);
  }
}
