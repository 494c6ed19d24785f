package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.refusal.RefusalReason.AUDIENCE_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.CROSS_APP_ACCESS_DENIED;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_ASSERTION;

import dev.fakeauth0.emulator.authentication.TokenRequest;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.IdentityAssertion;
import dev.fakeauth0.emulator.token.IdentityAssertions;
import dev.fakeauth0.emulator.token.TokenGrant;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * JWT bearer (RFC 7523 section 2.1) as Auth0 has it: Cross App Access (Auth0 docs, "Cross App
 * Access"; draft-ietf-oauth-identity-assertion-authz-grant). The assertion is of the identity
 * provider of an enterprise connection, and about a user who logged in there once. Nobody consents,
 * and nobody is asked for a second factor: that is the provider's. An access token and nothing else
 * comes of it; the client may come with the same assertion again until that expires.
 *
 * <p>May refuse for {@link dev.fakeauth0.refusal.RefusalReason#PARAMETER_MISSING}, {@code
 * INVALID_ASSERTION}, {@code CROSS_APP_ACCESS_DENIED}, {@code AUDIENCE_MISSING}, and for what
 * {@link UserAccess} and {@link UserTokens} refuse.
 */
public final class JwtBearerPolicy implements GrantPolicy {

  private static final Duration PUBLIC_CLIENTS_HAVE = Duration.ofMinutes(1);

  /**
   * An assertion that was looked at.
   *
   * @param issuer who it says it is of
   * @param decided what came of it
   */
  private record Looked(String issuer, Decision<IdentityAssertion> decided) {}

  @Override
  public GrantType grantType() {
    return GrantType.JWT_BEARER;
  }

  @Override
  public TokenRequest prepared(TokenRequest request, TenantState state, Instant now) {
    Optional<String> sent = request.parameter("assertion");
    if (sent.isEmpty()) {
      return request;
    }
    String issuer = IdentityAssertions.claimedIssuer(sent.get()).orElse("");
    return request.with(new Looked(issuer, looked(sent.get(), issuer, request, state, now)));
  }

  private static Decision<IdentityAssertion> looked(
      String assertion, String issuer, TokenRequest request, TenantState state, Instant now) {
    Optional<EnterpriseTrust> trust = EnterpriseTrust.in(state, issuer);
    if (trust.isEmpty()) {
      return Decision.refuse(untrusted(issuer, state));
    }
    ProviderKeys.Found keys = ProviderKeys.of(trust.get().connection().settings());
    if (keys.jwks().filter(IdentityAssertions::keys).isEmpty()) {
      return Decision.refuse(keyless(trust.get(), keys));
    }
    return IdentityAssertions.verify(
        assertion,
        keys.jwks().get(),
        issuer,
        request.clientId().orElse(""),
        request.names().issuers(request.issuer()),
        now);
  }

  @Override
  public Decision<TokenGrant> decide(
      Client client, TokenRequest request, TenantDraft tenant, Instant now) {
    if (request.parameter("assertion").isEmpty()) {
      return Decision.refuse(MfaTokens.missing("assertion"));
    }
    Looked looked = request.found(Looked.class).orElseThrow();
    TenantState state = tenant.state();
    return looked
        .decided()
        .then(assertion -> fresh(assertion, client, now))
        .then(
            assertion ->
                trusted(looked.issuer(), client, state)
                    .then(
                        trust ->
                            user(trust, assertion, state)
                                .then(
                                    user ->
                                        tokens(
                                            trust, user, assertion, client, request, tenant,
                                            now))));
  }

  /** What nobody can prove to be theirs is good for a moment. */
  private static Decision<IdentityAssertion> fresh(
      IdentityAssertion assertion, Client client, Instant now) {
    return client.publicClient() && assertion.issuedAt().plus(PUBLIC_CLIENTS_HAVE).isBefore(now)
        ? Decision.refuse(
            INVALID_ASSERTION
                .because(
                    "client %s is public, and an assertion of a public client is good for a"
                        + " minute",
                    client.id())
                .fact("client_id", client.id())
                .fact("iat", assertion.issuedAt().toString())
                .fact("now", now.toString())
                .remedy("ask the identity provider for a new one each time")
                .remedy("or make the client confidential"))
        : Decision.grant(assertion);
  }

  private static Decision<EnterpriseTrust> trusted(
      String issuer, Client client, TenantState state) {
    Optional<EnterpriseTrust> trust = EnterpriseTrust.in(state, issuer);
    if (trust.isEmpty()) {
      return Decision.refuse(untrusted(issuer, state));
    }
    if (!client.firstParty() && !client.strictThirdParty()) {
      return Decision.refuse(
          CROSS_APP_ACCESS_DENIED
              .because(
                  "client %s is a permissive third-party application, and Cross App Access is for"
                      + " first-party and strict third-party ones",
                  client.id())
              .fact("client_id", client.id())
              .fact("message", "The client is not enabled for Cross App Access.")
              .remedy(
                  "Management API: PATCH /api/v2/clients/%s {\"third_party_security_mode\":"
                      + " \"strict\"}",
                  client.id()));
    }
    // Third-party applications need no connection switched on: the provider lets them in or not.
    return !client.firstParty() || trust.get().connection().enabledFor(client.id())
        ? Decision.grant(trust.get())
        : Decision.refuse(
            CROSS_APP_ACCESS_DENIED
                .because(
                    "connection %s is not enabled for client %s",
                    trust.get().connection().name(), client.id())
                .fact("client_id", client.id())
                .fact("connection", trust.get().connection().name())
                .fact("message", "The connection is not enabled for the client.")
                .remedy(
                    "Dashboard: Authentication > Enterprise > %s > Applications: switch %s on",
                    trust.get().connection().name(), client.name())
                .remedy("seed: enabled_clients of the connection"));
  }

  private static Decision<Item> user(
      EnterpriseTrust trust, IdentityAssertion assertion, TenantState state) {
    return trust
        .user(assertion, state)
        .map(Decision::grant)
        .orElseGet(
            () ->
                Decision.refuse(
                    INVALID_ASSERTION
                        .because(
                            "connection %s has no user with the subject %s",
                            trust.connection().name(), Shown.text(assertion.subject()))
                        .fact("connection", trust.connection().name())
                        .fact("sub", Shown.text(assertion.subject()))
                        .remedy(
                            "let the user log in by the connection once: no user is made for an"
                                + " assertion")
                        .remedy(
                            "seed: a user with user_id %s|%s|%s and connection %s",
                            trust.connection().strategy(),
                            trust.connection().name(),
                            Shown.text(assertion.subject()),
                            trust.connection().name())));
  }

  private static Decision<TokenGrant> tokens(
      EnterpriseTrust trust,
      Item user,
      IdentityAssertion assertion,
      Client client,
      TokenRequest request,
      TenantDraft tenant,
      Instant now) {
    Login login = new Login(user.id(), trust.connection().name(), now, List.of(), Optional.empty());
    return audience(assertion, client, request, tenant.state())
        .then(
            audience ->
                UserAccess.decide(
                    new UserAccess.Asked(
                        client,
                        login,
                        Optional.of(audience),
                        Optional.empty(),
                        assertion.scope().or(request::scope),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        false,
                        request.issuer(),
                        request.names()),
                    tenant.state()))
        .then(
            authorization ->
                UserTokens.of(
                    withoutLogin(authorization),
                    request.issuer(),
                    request.names(),
                    Optional.empty(),
                    tenant,
                    now));
  }

  /** Neither an ID token nor a refresh token comes of an assertion. */
  private static UserAuthorization withoutLogin(UserAuthorization authorization) {
    return new UserAuthorization(
        authorization.clientId(),
        authorization.login(),
        authorization.audience(),
        authorization.scope().stream()
            .filter(
                word -> !word.equals(UserScope.OPENID) && !word.equals(UserScope.OFFLINE_ACCESS))
            .toList(),
        authorization.requestedScope(),
        authorization.organizationId(),
        authorization.namesOrganization(),
        authorization.nonce(),
        authorization.saysAuthTime());
  }

  /**
   * The API: what the assertion names, else what the request does, else the tenant's default. An
   * {@code audience} sent beside an assertion that names one has to be the same.
   */
  private static Decision<String> audience(
      IdentityAssertion assertion, Client client, TokenRequest request, TenantState state) {
    Optional<String> sent = request.audienceParameter();
    if (!assertion.resources().isEmpty()) {
      String asserted =
          sent.filter(one -> has(assertion.resources(), one, request))
              .orElse(assertion.resources().get(0));
      return sent.isEmpty() || has(assertion.resources(), sent.get(), request)
          ? Decision.grant(asserted)
          : Decision.refuse(
              INVALID_ASSERTION
                  .because("the assertion is for another API than the audience that was sent")
                  .fact("audience", Shown.text(sent.get()))
                  .fact("resource", assertion.resources())
                  .remedy("leave audience out, or send the assertion's resource"));
    }
    return sent.or(request::resource)
        .or(() -> state.settings().string("default_audience").filter(text -> !text.isEmpty()))
        .map(Decision::grant)
        .orElseGet(
            () ->
                Decision.refuse(
                    AUDIENCE_MISSING
                        .because(
                            "neither the assertion nor the request names an API, and the tenant"
                                + " has no default audience")
                        .fact("client_id", client.id())
                        .fact("granted_audiences", RequestedApi.granted(client, request, state))
                        .remedy("send the identifier of an API as resource")
                        .remedy(
                            "or ask the identity provider for an assertion with a resource claim")
                        .remedy("seed: tenant.default_audience")));
  }

  private static boolean has(List<String> resources, String audience, TokenRequest request) {
    String wanted = request.canonicalAudience(ManagementApi.shown(audience, request.issuer()));
    return resources.stream()
        .map(one -> request.canonicalAudience(ManagementApi.shown(one, request.issuer())))
        .anyMatch(wanted::equals);
  }

  private static Diagnosis untrusted(String issuer, TenantState state) {
    return INVALID_ASSERTION
        .because(
            issuer.isEmpty()
                ? "the assertion is no JWT that says who issued it"
                : "no connection trusts the assertion's issuer %s",
            Shown.text(issuer))
        .fact("iss", Shown.text(issuer))
        .fact(
            "trusted_issuers",
            EnterpriseTrust.all(state).stream().map(EnterpriseTrust::issuer).toList())
        .remedy(
            "Dashboard: Authentication > Enterprise > the connection: Cross App Access - Resource"
                + " Application")
        .remedy(
            "seed: an oidc or okta connection with cross_app_access_resource_app: {status:"
                + " enabled}, options.issuer, and options.jwks or options.jwks_uri");
  }

  private static Diagnosis keyless(EnterpriseTrust trust, ProviderKeys.Found keys) {
    return INVALID_ASSERTION
        .because(
            "connection %s has no keys to verify an assertion with: %s",
            trust.connection().name(),
            keys.problem().isEmpty() ? "what it has is no JWK set" : keys.problem())
        .fact("connection", trust.connection().name())
        .remedy("seed: options.jwks of the connection, the provider's public keys as a JWK set")
        .remedy("or options.jwks_uri, where the emulator can reach it");
  }
}
