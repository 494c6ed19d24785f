package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.refusal.RefusalReason.API_ACCESS_DENIED;
import static dev.fakeauth0.refusal.RefusalReason.CLIENT_GRANT_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.PUBLIC_CLIENT;

import dev.fakeauth0.emulator.authentication.TokenRequest;
import dev.fakeauth0.emulator.decision.CustomClaims;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.GrantedScope;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.ClientGrant;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.AccessTokenGrant;
import dev.fakeauth0.emulator.token.TokenGrant;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Client credentials (RFC 6749 section 4.4; Auth0 docs, "Client Credentials Flow"): an
 * application's own access token for an API it has a client grant for. Never a refresh token or an
 * ID token.
 *
 * <p>In this order: the client is confidential, the API is named, exists and lets clients in, the
 * client grant exists, its organization rules hold; then scopes, which refuse nothing.
 *
 * <p>May refuse for {@link dev.fakeauth0.refusal.RefusalReason#PUBLIC_CLIENT}, {@code
 * AUDIENCE_MISSING}, {@code UNKNOWN_AUDIENCE}, {@code API_ACCESS_DENIED}, {@code
 * CLIENT_GRANT_MISSING} and the four of organizations.
 */
public final class ClientCredentialsPolicy implements GrantPolicy {

  private static final String SUBJECT_TYPE = "client";

  @Override
  public GrantType grantType() {
    return GrantType.CLIENT_CREDENTIALS;
  }

  @Override
  public Decision<TokenGrant> decide(
      Client client, TokenRequest request, TenantDraft tenant, Instant now) {
    if (client.publicClient()) {
      return Decision.refuse(publicClient(client));
    }
    TenantState state = tenant.state();
    return RequestedApi.of(request, client, state)
        .then(
            wanted ->
                grantFor(client, wanted, request, state)
                    .then(
                        grant ->
                            GrantedOrganization.of(request.organization(), client, grant, state)
                                .map(
                                    organization ->
                                        tokenFor(
                                            client,
                                            wanted,
                                            grant,
                                            organization,
                                            request,
                                            tenant,
                                            now))))
        .map(TokenGrant::of);
  }

  private static Decision<ClientGrant> grantFor(
      Client client, RequestedApi wanted, TokenRequest request, TenantState state) {
    if (wanted.api().clientPolicy() == ResourceServer.ClientPolicy.DENY_ALL) {
      return Decision.refuse(denied(client, wanted));
    }
    if (wanted.api().managementApi() && client.strictThirdParty()) {
      return Decision.refuse(closedToThirdParty(client, wanted));
    }
    return state
        .clientGrant(client, wanted.api().identifier(), SUBJECT_TYPE)
        .map(Decision::grant)
        .orElseGet(() -> Decision.refuse(noGrant(client, wanted, request, state)));
  }

  private static AccessTokenGrant tokenFor(
      Client client,
      RequestedApi wanted,
      ClientGrant grant,
      Optional<Organization> organization,
      TokenRequest request,
      TenantDraft tenant,
      Instant now) {
    ResourceServer api = wanted.api();
    List<String> scope = GrantedScope.of(grant, api, request.scope());
    return new AccessTokenGrant(
        request.issuer(),
        client.id() + "@clients",
        client,
        Optional.of(api),
        wanted.audience(),
        false,
        scope,
        api.dialect().permissions() ? Optional.of(scope) : Optional.empty(),
        organization,
        GrantedOrganization.namesAllowed(tenant.state()),
        Optional.of("client-credentials"),
        now,
        api.tokenLifetime(),
        tenant.ids().jti(),
        Map.of(),
        CustomClaims.of(
            tenant.state().fakeAuth0(),
            client,
            List.of(),
            api.identifier(),
            request::canonicalAudience),
        Optional.empty());
  }

  private static Diagnosis publicClient(Client client) {
    return PUBLIC_CLIENT
        .because(
            "client %s is public (token_endpoint_auth_method none); client_credentials needs a"
                + " client that can keep a secret",
            client.id())
        .fact("client_id", client.id())
        .remedy("use a Machine to Machine application")
        .remedy(
            "Dashboard: Applications > Applications > %s > Credentials > Authentication Method",
            client.name())
        .remedy("seed: token_endpoint_auth_method: client_secret_post of the client");
  }

  private static Diagnosis denied(Client client, RequestedApi wanted) {
    return API_ACCESS_DENIED
        .because(
            "the API %s lets no application have tokens of its own (client policy deny_all)",
            Shown.text(wanted.audience()))
        .fact("client_id", client.id())
        .fact("audience", wanted.audience())
        .fact("policy", "deny_all")
        .remedy(
            "Dashboard: Applications > APIs > %s > Settings > Application Access Policy > Client"
                + " Access: Allow via client-grant",
            wanted.api().name())
        .remedy(
            "Management API: PATCH /api/v2/resource-servers/%s with"
                + " subject_type_authorization.client.policy require_client_grant",
            wanted.api().id());
  }

  private static Diagnosis closedToThirdParty(Client client, RequestedApi wanted) {
    return API_ACCESS_DENIED
        .because(
            "client %s is a strict third-party application, and these never get tokens for the"
                + " Management API",
            client.id())
        .fact("client_id", client.id())
        .fact("audience", wanted.audience())
        .fact("third_party_security_mode", "strict")
        .remedy("use a first-party Machine to Machine application");
  }

  private static Diagnosis noGrant(
      Client client, RequestedApi wanted, TokenRequest request, TenantState state) {
    Diagnosis diagnosis =
        CLIENT_GRANT_MISSING
            .because(
                "client %s has no client grant for %s", client.id(), Shown.text(wanted.audience()))
            .fact("client_id", client.id())
            .fact("audience", wanted.audience())
            .fact("granted_audiences", RequestedApi.granted(client, request, state));
    if (state.clientGrant(client, wanted.api().identifier(), "user").isPresent()) {
      diagnosis =
          diagnosis
              .fact("subject_type", "user")
              .remedy(
                  "the client grant there is has subject_type user, for logins; add one with"
                      + " subject_type client");
    }
    return diagnosis
        .remedy(
            "Dashboard: Applications > APIs > %s > Application Access > %s > Client Credential"
                + " Access: authorize it and choose scopes",
            wanted.api().name(), client.name())
        .remedy(
            "Management API: POST /api/v2/client-grants {\"client_id\": \"%s\", \"audience\":"
                + " \"%s\", \"scope\": []}",
            client.id(), Shown.text(wanted.audience()))
        .remedy("seed: an entry in clientGrants; or ask for one of granted_audiences");
  }
}
