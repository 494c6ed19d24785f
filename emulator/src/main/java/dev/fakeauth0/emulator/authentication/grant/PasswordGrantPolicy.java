package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.refusal.RefusalReason.CONNECTION_DISABLED;
import static dev.fakeauth0.refusal.RefusalReason.DEFAULT_DIRECTORY_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.GRANT_TYPE_NOT_ALLOWED;
import static dev.fakeauth0.refusal.RefusalReason.PASSWORD_AUDIENCE_UNKNOWN;
import static dev.fakeauth0.refusal.RefusalReason.UNKNOWN_REALM;

import dev.fakeauth0.emulator.authentication.TokenRequest;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.TokenGrant;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.Nearest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * User name and password for tokens (RFC 6749 section 4.3; Auth0 docs, "Resource Owner Password
 * Flow"): in the tenant's default directory or, as password-realm, in the connection that the
 * request names. In this order: the parameters are there, the connection exists and is the
 * client's, the API exists, the organization may be asked for, the user logs in, the client may
 * have tokens for them, a second factor.
 *
 * <p>May refuse for {@link dev.fakeauth0.refusal.RefusalReason#GRANT_TYPE_NOT_ALLOWED}, {@code
 * PARAMETER_MISSING}, {@code DEFAULT_DIRECTORY_MISSING}, {@code UNKNOWN_REALM}, {@code
 * CONNECTION_DISABLED}, {@code PASSWORD_AUDIENCE_UNKNOWN}, and for what {@link LoginOrganization},
 * {@link PasswordLogin}, {@link UserAccess} and {@link MfaTokens#required} refuse.
 */
public final class PasswordGrantPolicy implements GrantPolicy {

  /** The {@code gty} of Auth0's own profile. */
  private static final Optional<String> GTY = Optional.of("password");

  private final GrantType type;

  private PasswordGrantPolicy(GrantType type) {
    this.type = type;
  }

  /** The policies of both. */
  public static List<GrantPolicy> all() {
    return List.of(
        new PasswordGrantPolicy(GrantType.PASSWORD),
        new PasswordGrantPolicy(GrantType.PASSWORD_REALM));
  }

  @Override
  public GrantType grantType() {
    return type;
  }

  @Override
  public TokenRequest prepared(TokenRequest request, TenantState state, Instant now) {
    Optional<String> username = request.parameter("username");
    Optional<String> password = request.parameter("password");
    Optional<UserConnection> connection =
        realm(request, state).flatMap(name -> UserConnection.ofRealm(state, name));
    return username.isPresent() && password.isPresent() && connection.isPresent()
        ? request.with(PasswordCheck.of(connection.get(), username.get(), password.get(), state))
        : request;
  }

  @Override
  public Decision<TokenGrant> decide(
      Client client, TokenRequest request, TenantDraft tenant, Instant now) {
    TenantState state = tenant.state();
    Optional<Diagnosis> unusable = thirdParty(client).or(() -> missing(request));
    if (unusable.isPresent()) {
      return Decision.refuse(unusable.get());
    }
    return connection(request, client, state)
        .then(
            connection ->
                audienceKnown(request, state)
                    .then(
                        known ->
                            LoginOrganization.of(request.organization(), client, state)
                                .then(
                                    organization ->
                                        loggedIn(
                                            connection,
                                            organization,
                                            client,
                                            request,
                                            tenant,
                                            now))));
  }

  private static Decision<TokenGrant> loggedIn(
      UserConnection connection,
      Optional<Organization> organization,
      Client client,
      TokenRequest request,
      TenantDraft tenant,
      Instant now) {
    Visitor visitor = new Visitor(client, request.sender().address(client), request.issuer());
    PasswordCheck check =
        request
            .found(PasswordCheck.class)
            .filter(made -> made.connection().equals(connection.name()))
            .orElseGet(
                () ->
                    PasswordCheck.of(
                        connection,
                        request.parameter("username").orElse(""),
                        request.parameter("password").orElse(""),
                        tenant.state()));
    return PasswordLogin.decide(connection, check, visitor, tenant, now)
        .then(
            login -> {
              organization.ifPresent(
                  chosen -> LoginOrganization.join(chosen, connection, login.userId(), tenant));
              return tokens(login, organization, GTY, client, request, tenant, now);
            });
  }

  /** The tokens of a login that a request without a page brought about, or its second factor. */
  static Decision<TokenGrant> tokens(
      Login login,
      Optional<Organization> organization,
      Optional<String> gty,
      Client client,
      TokenRequest request,
      TenantDraft tenant,
      Instant now) {
    UserAccess.Asked asked =
        new UserAccess.Asked(
            client,
            login,
            request.audienceParameter(),
            request.resource(),
            request.scope(),
            organization,
            organization.isPresent()
                && !request.organization().equals(organization.map(Organization::id)),
            Optional.empty(),
            false,
            request.issuer(),
            request.names());
    return UserAccess.decideDirectly(asked, tenant.state())
        .then(
            authorization ->
                SecondFactors.needed(
                        SecondFactors.guards(
                            authorization.audience().map(request::canonicalAudience),
                            login.userId(),
                            tenant.state()),
                        tenant.state())
                    ? MfaTokens.required(authorization, gty, tenant, now)
                    : UserTokens.of(
                        authorization, request.issuer(), request.names(), gty, tenant, now));
  }

  /** The connection that a request is about, by name. */
  private Optional<String> realm(TokenRequest request, TenantState state) {
    // auth0-auth-js sends a realm with the plain password grant, too.
    Optional<String> named = request.parameter("realm");
    return named.isPresent() || type == GrantType.PASSWORD_REALM
        ? named
        : state.settings().string("default_directory").filter(name -> !name.isEmpty());
  }

  private Decision<UserConnection> connection(
      TokenRequest request, Client client, TenantState state) {
    Optional<String> realm = realm(request, state);
    Optional<UserConnection> found = realm.flatMap(name -> UserConnection.ofRealm(state, name));
    if (found.isEmpty()) {
      return Decision.refuse(
          request.parameter("realm").isPresent()
              ? unknownRealm(request.parameter("realm").get(), state)
              : noDefault(realm, state));
    }
    return found.get().enabledFor(client.id())
        ? Decision.grant(found.get())
        : Decision.refuse(disabled(found.get(), client));
  }

  /** Why a connection is not for a client. */
  public static Diagnosis disabled(UserConnection connection, Client client) {
    return CONNECTION_DISABLED
        .because("connection %s is not enabled for client %s", connection.name(), client.id())
        .fact("client_id", client.id())
        .fact("connection", connection.name())
        .remedy(
            "Dashboard: Applications > Applications > %s > Connections: switch %s on",
            client.name(), connection.name())
        .remedy(
            "Management API: PATCH /api/v2/connections/%s/clients [{\"client_id\": \"%s\","
                + " \"status\": true}]",
            connection.id(), client.id())
        .remedy("seed: enabled_clients of the connection");
  }

  /** Why there is no such connection. */
  public static Diagnosis unknownRealm(String realm, TenantState state) {
    List<String> databases = UserConnection.named(state, "auth0");
    List<String> nearest = Nearest.to(realm, databases);
    Diagnosis diagnosis =
        UNKNOWN_REALM
            .because("no connection has the name or realm %s", Shown.text(realm))
            .fact("realm", realm)
            .fact("databases", databases);
    return (nearest.isEmpty()
            ? diagnosis
            : diagnosis.remedy("send realm=%s, if that is the one meant", nearest.get(0)))
        .remedy("Dashboard: the names are at Authentication > Database")
        .remedy("Management API: GET /api/v2/connections; seed: databases");
  }

  private static Diagnosis noDefault(Optional<String> name, TenantState state) {
    return DEFAULT_DIRECTORY_MISSING
        .because(
            name.isEmpty()
                ? "the request names no realm, and the tenant has no default directory"
                : "the tenant's default directory " + name.get() + " does not exist")
        .fact("default_directory", name.orElse(""))
        .fact("databases", UserConnection.named(state, "auth0"))
        .remedy(
            "Dashboard: Settings > General > API Authorization Settings > Default Directory: the"
                + " name of a database connection")
        .remedy("Management API: PATCH /api/v2/tenants/settings {\"default_directory\": \"...\"}")
        .remedy("seed: tenant.default_directory")
        .remedy("or send grant_type=%s and realm", GrantType.PASSWORD_REALM.wireName());
  }

  private static Optional<Diagnosis> missing(TokenRequest request) {
    for (String name : List.of("username", "password")) {
      if (request.parameter(name).isEmpty()) {
        return Optional.of(MfaTokens.missing(name));
      }
    }
    return Optional.empty();
  }

  private Optional<Diagnosis> thirdParty(Client client) {
    return client.firstParty()
        ? Optional.empty()
        : Optional.of(
            GRANT_TYPE_NOT_ALLOWED
                .because(
                    "client %s is a third-party application, and these never handle passwords",
                    client.id())
                .fact("client_id", client.id())
                .fact("grant_type", type.wireName())
                .fact("is_first_party", false)
                .remedy("use the authorization code flow")
                .remedy("or make the application first-party: is_first_party true"));
  }

  private static Decision<Boolean> audienceKnown(TokenRequest request, TenantState state) {
    Optional<String> sent = request.audienceParameter();
    if (sent.isEmpty()
        || sent.get().equals(request.issuer() + "userinfo")
        || state
            .api(request.canonicalAudience(ManagementApi.shown(sent.get(), request.issuer())))
            .isPresent()) {
      return Decision.grant(true);
    }
    List<String> identifiers =
        state.resourceServers().all().stream()
            .map(api -> ManagementApi.shown(api.identifier(), request.issuer()))
            .toList();
    List<String> nearest = Nearest.to(sent.get(), identifiers);
    Diagnosis diagnosis =
        PASSWORD_AUDIENCE_UNKNOWN
            .because("no API has the identifier \"%s\"", Shown.text(sent.get()))
            .fact("audience", sent.get())
            .fact("nearest", nearest);
    return Decision.refuse(
        (nearest.isEmpty()
                ? diagnosis
                : diagnosis.remedy("send %s, if that is the one meant", nearest.get(0)))
            .remedy("Dashboard: the identifiers are at Applications > APIs, and compare exactly")
            .remedy("Management API: POST /api/v2/resource-servers; seed: resourceServers"));
  }
}
