package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.refusal.RefusalReason.API_ACCESS_DENIED;
import static dev.fakeauth0.refusal.RefusalReason.CLIENT_GRANT_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.USER_BLOCKED;
import static dev.fakeauth0.refusal.RefusalReason.USER_GONE;
import static dev.fakeauth0.refusal.RefusalReason.USER_NOT_IN_ORGANIZATION;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.TenantNames;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.ClientGrant;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a client may have for a user who has logged in, whichever way they did (Auth0 docs, "API
 * Access Policies for Applications", "Third-Party Applications"). In this order: the user is there
 * and not blocked, and a member of the organization; the API exists and lets the client in for its
 * users; then scopes, which refuse nothing.
 *
 * <p>May refuse for {@link dev.fakeauth0.refusal.RefusalReason#USER_GONE}, {@code USER_BLOCKED},
 * {@code USER_NOT_IN_ORGANIZATION}, {@code UNKNOWN_AUDIENCE}, {@code API_ACCESS_DENIED} and {@code
 * CLIENT_GRANT_MISSING}.
 */
public final class UserAccess {

  private static final String SUBJECT_TYPE = "user";

  /**
   * What is asked for.
   *
   * @param client the client
   * @param login how the user logged in
   * @param audience the {@code audience} parameter
   * @param resource the {@code resource} parameter (RFC 8707)
   * @param scope the {@code scope} parameter
   * @param organization the organization logged in to
   * @param namesOrganization whether it was asked for by name
   * @param nonce the {@code nonce} of the authorization request
   * @param saysAuthTime whether the ID token is to say {@code auth_time}
   * @param issuer the issuer as the tenant is reached, ending in a slash
   * @param names the names of the tenant
   */
  public record Asked(
      Client client,
      Login login,
      Optional<String> audience,
      Optional<String> resource,
      Optional<String> scope,
      Optional<Organization> organization,
      boolean namesOrganization,
      Optional<String> nonce,
      boolean saysAuthTime,
      String issuer,
      TenantNames names) {}

  private final Asked asked;
  private final boolean direct;
  private final TenantState state;

  private UserAccess(Asked asked, boolean direct, TenantState state) {
    this.asked = asked;
    this.direct = direct;
    this.state = state;
  }

  /** Decides for a login on a page. */
  public static Decision<UserAuthorization> decide(Asked asked, TenantState state) {
    return new UserAccess(asked, false, state).decide();
  }

  /**
   * Decides for a login without a page, such as the password grant. There a missing {@code scope}
   * asks for all scopes of the API, and {@code openid} without an API for all claims of the user.
   */
  public static Decision<UserAuthorization> decideDirectly(Asked asked, TenantState state) {
    return new UserAccess(asked, true, state).decide();
  }

  /**
   * All scopes of an API that a client could have for a user, in the API's order; none where it may
   * have no token at all.
   */
  public static List<String> scopesOf(
      ResourceServer api,
      Client client,
      String userId,
      Optional<Organization> organization,
      String issuer,
      TenantState state) {
    return admitted(client, new RequestedApi(api, api.identifier()), issuer, state)
        .fold(
            grant ->
                List.copyOf(
                    UserScope.ofApi(api, grant, userId, organization.map(Organization::id), state)),
            refusal -> List.of());
  }

  /**
   * The API that a client asks users' tokens for, as the token will name it, before anybody logged
   * in; none where the token is for {@code /userinfo} alone. Refuses as {@link #decide} does for
   * what concerns client and API.
   */
  public static Decision<Optional<String>> audience(
      Client client,
      Optional<String> audience,
      Optional<String> resource,
      String issuer,
      TenantNames names,
      TenantState state) {
    Login nobody = new Login("", "", Instant.EPOCH, List.of(), Optional.empty());
    Asked asked =
        new Asked(
            client,
            nobody,
            audience,
            resource,
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            false,
            issuer,
            names);
    return RequestedApi.ofUser(asked, state)
        .then(
            wanted ->
                wanted.isEmpty()
                    ? Decision.grant(Optional.<String>empty())
                    : admitted(client, wanted.get(), issuer, state)
                        .map(grant -> Optional.of(wanted.get().audience())));
  }

  /** Whether the user is there, may log in, and is in the organization. */
  static Decision<Document> user(
      String userId, Optional<String> organizationId, TenantState state) {
    Optional<Item> found = state.users().find(userId);
    if (found.isEmpty()) {
      return Decision.refuse(gone(userId));
    }
    Document user = found.get().document();
    if (user.flag("blocked", false)) {
      return Decision.refuse(blocked(userId));
    }
    return organizationId.isEmpty()
            || state
                .relation(Relations.ORGANIZATIONS_MEMBERS)
                .find(organizationId.get(), userId)
                .isPresent()
        ? Decision.grant(user)
        : Decision.refuse(outsider(userId, organizationId.get()));
  }

  private Decision<UserAuthorization> decide() {
    Optional<String> organization = asked.organization().map(Organization::id);
    return user(asked.login().userId(), organization, state)
        .then(user -> RequestedApi.ofUser(asked, state))
        .then(wanted -> admitted(wanted).map(grant -> authorization(wanted, grant)));
  }

  private UserAuthorization authorization(
      Optional<RequestedApi> wanted, Optional<ClientGrant> grant) {
    Client client = asked.client();
    Optional<ResourceServer> api = wanted.map(RequestedApi::api);
    Optional<String> organization = asked.organization().map(Organization::id);
    Set<String> words =
        direct
            ? UserScope.wantedDirectly(asked.scope(), api, client)
            : UserScope.wanted(asked.scope());
    return new UserAuthorization(
        client.id(),
        asked.login(),
        wanted.map(RequestedApi::audience),
        UserScope.of(words, client, api, grant, asked.login().userId(), organization, state),
        asked.scope(),
        organization,
        asked.namesOrganization(),
        asked.nonce(),
        asked.saysAuthTime());
  }

  /** The client grant that lets the client in; none where none is needed. */
  private Decision<Optional<ClientGrant>> admitted(Optional<RequestedApi> wanted) {
    return wanted.isEmpty()
        ? Decision.grant(Optional.empty())
        : admitted(asked.client(), wanted.get(), asked.issuer(), state);
  }

  static Decision<Optional<ClientGrant>> admitted(
      Client client, RequestedApi wanted, String issuer, TenantState state) {
    ResourceServer api = wanted.api();
    boolean strict = client.strictThirdParty();
    if (strict && api.document().flag("is_system", api.managementApi())) {
      return Decision.refuse(closedToThirdParty(client, wanted));
    }
    String policy = userPolicy(api);
    if (policy.equals("deny_all")) {
      return Decision.refuse(denied(client, wanted));
    }
    if (!strict && !policy.equals("require_client_grant")) {
      return Decision.grant(Optional.empty());
    }
    Optional<ClientGrant> grant = state.clientGrant(client, api.identifier(), SUBJECT_TYPE);
    return grant.isPresent()
        ? Decision.grant(grant)
        : Decision.refuse(noGrant(client, wanted, strict, issuer, state));
  }

  /** {@code subject_type_authorization.user.policy} of an API. */
  private static String userPolicy(ResourceServer api) {
    return api.document()
        .object("subject_type_authorization")
        .flatMap(authorization -> authorization.object("user"))
        .map(user -> user.string("policy", "allow_all"))
        .orElse("allow_all");
  }

  private static Diagnosis gone(String userId) {
    return USER_GONE
        .because("the user %s does not exist any more", Shown.text(userId))
        .fact("user_id", userId)
        .remedy("log in again as a user who exists; a reset takes away users made since the seed")
        .remedy("Dashboard: User Management > Users");
  }

  /** Why a user that an administrator blocked may not log in, whatever the way. */
  static Diagnosis blocked(String userId) {
    return USER_BLOCKED
        .because("the user %s is blocked", Shown.text(userId))
        .fact("user_id", userId)
        .remedy("Dashboard: User Management > Users > the user > Actions > Unblock")
        .remedy("Management API: PATCH /api/v2/users/%s {\"blocked\": false}", Shown.text(userId))
        .remedy("seed: remove blocked: true of the user");
  }

  private static Diagnosis outsider(String userId, String organizationId) {
    return USER_NOT_IN_ORGANIZATION
        .because("the user %s is no member of %s", Shown.text(userId), organizationId)
        .fact("user_id", userId)
        .fact("organization", organizationId)
        .remedy("Dashboard: Organizations > the organization > Members > Add members")
        .remedy(
            "Management API: POST /api/v2/organizations/%s/members {\"members\": [\"%s\"]}",
            organizationId, Shown.text(userId))
        .remedy(
            "or set assign_membership_on_login of the connection in the organization, which makes"
                + " whoever logs in a member");
  }

  private static Diagnosis closedToThirdParty(Client client, RequestedApi wanted) {
    return API_ACCESS_DENIED
        .because(
            "client %s is a strict third-party application, and these never get tokens for APIs of"
                + " Auth0's own",
            client.id())
        .fact("client_id", client.id())
        .fact("audience", wanted.audience())
        .fact("third_party_security_mode", "strict")
        .remedy("use a first-party application, or ask for an API of your own");
  }

  private static Diagnosis denied(Client client, RequestedApi wanted) {
    return API_ACCESS_DENIED
        .because(
            "the API %s lets no application have tokens for users (user policy deny_all)",
            Shown.text(wanted.audience()))
        .fact("client_id", client.id())
        .fact("audience", wanted.audience())
        .fact("policy", "deny_all")
        .remedy(
            "Dashboard: Applications > APIs > %s > Settings > Application Access Policy > User"
                + " Access: Allow or Allow via client-grant",
            wanted.api().name())
        .remedy(
            "Management API: PATCH /api/v2/resource-servers/%s with"
                + " subject_type_authorization.user.policy allow_all",
            wanted.api().id());
  }

  private static Diagnosis noGrant(
      Client client, RequestedApi wanted, boolean strict, String issuer, TenantState state) {
    Diagnosis diagnosis =
        CLIENT_GRANT_MISSING
            .because(
                strict
                    ? "client %s is a strict third-party application and has no client grant of"
                        + " subject type user for %s"
                    : "the API asks for a client grant, and client %s has none of subject type user"
                        + " for %s",
                client.id(),
                Shown.text(wanted.audience()))
            .fact("client_id", client.id())
            .fact("audience", wanted.audience())
            .fact("subject_type", SUBJECT_TYPE)
            .fact("granted_audiences", granted(client, issuer, state));
    if (state.clientGrant(client, wanted.api().identifier(), "client").isPresent()) {
      diagnosis =
          diagnosis.remedy(
              "the client grant there is has subject_type client, for the application's own tokens;"
                  + " add one with subject_type user");
    }
    diagnosis =
        diagnosis.remedy(
            "Management API: POST /api/v2/client-grants {\"client_id\": \"%s\", \"audience\":"
                + " \"%s\", \"scope\": [], \"subject_type\": \"user\"}",
            client.id(), Shown.text(wanted.audience()));
    return client.firstParty()
        ? diagnosis
        : diagnosis.remedy(
            "for all third-party applications: the same with \"default_for\":"
                + " \"third_party_clients\" in place of client_id");
  }

  private static List<String> granted(Client client, String issuer, TenantState state) {
    return state.audiencesOf(client.id()).stream()
        .map(identifier -> ManagementApi.shown(identifier, issuer))
        .toList();
  }
}
