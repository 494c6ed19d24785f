package dev.fakeauth0.emulator.control;

import dev.fakeauth0.emulator.authentication.grant.Login;
import dev.fakeauth0.emulator.authentication.grant.UserAccess;
import dev.fakeauth0.emulator.authentication.grant.UserAuthorization;
import dev.fakeauth0.emulator.authentication.grant.UserTokens;
import dev.fakeauth0.emulator.decision.CustomClaims;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.GrantedScope;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Tenant;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.AccessTokenGrant;
import dev.fakeauth0.emulator.token.Minter;
import dev.fakeauth0.emulator.token.TokenGrant;
import dev.fakeauth0.emulator.token.TokenSet;
import dev.fakeauth0.emulator.user.UserView;
import dev.fakeauth0.failure.FailureMode;
import dev.fakeauth0.failure.FailureRule;
import dev.fakeauth0.failure.InvalidFailureRule;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.Nearest;
import dev.fakeauth0.refusal.RefusalReason;
import dev.fakeauth0.token.MachineClient;
import dev.fakeauth0.token.TokenSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Mints any token somebody describes, without asking the rules of the token endpoint. What the
 * description leaves open is filled as the token endpoint would fill it. Safe for use by many
 * threads.
 */
public final class TokenOnDemand {

  private final Minter<TokenGrant, TokenSet> minter;

  /** On demand, by a minter. */
  public TokenOnDemand(Minter<TokenGrant, TokenSet> minter) {
    this.minter = minter;
  }

  /**
   * Mints a token.
   *
   * <p>Refuses for {@link RefusalReason#ADMIN_BAD_REQUEST} a client, user, API, organization or
   * defect that does not exist, and names those that do.
   *
   * @param issuer the token's issuer, ending in a slash
   */
  public Decision<TokenSet> mint(TokenSpec wanted, Tenant tenant, String issuer) {
    TenantState state = tenant.state();
    return tampering(wanted.defect(), tenant, state)
        .then(
            tampering ->
                new Description(wanted, tenant, state, issuer)
                    .grant()
                    .map(grant -> minter.mint(grant, state.keys(), tampering)));
  }

  /**
   * The first machine's client that is granted an API which is not Auth0's, and that API; without
   * one, the first machine's client.
   *
   * @param issuer how the tenant's own API is named
   */
  public static Optional<MachineClient> machineClient(TenantState state, String issuer) {
    List<Client> machines = state.clients().all().stream().filter(Description::machine).toList();
    Optional<ResourceServer> custom =
        state.resourceServers().all().stream().filter(api -> !api.managementApi()).findFirst();
    for (Client machine : machines) {
      Optional<String> audience =
          state.audiencesOf(machine.id()).stream()
              .filter(id -> !id.equals(ManagementApi.IDENTIFIER))
              .findFirst();
      if (audience.isPresent()) {
        return Optional.of(new MachineClient(machine.id(), machine.secret(), audience));
      }
    }
    return machines.stream()
        .findFirst()
        .map(
            machine ->
                new MachineClient(
                    machine.id(),
                    machine.secret(),
                    custom.map(api -> ManagementApi.shown(api.identifier(), issuer))));
  }

  private static Decision<Minter.Tampering> tampering(
      Optional<String> defect, Tenant tenant, TenantState state) {
    if (defect.isEmpty()) {
      return Decision.grant(Minter.Tampering.NONE);
    }
    String text = defect.get();
    String name = text.split("=", 2)[0];
    Optional<FailureMode> mode = FailureMode.named(name).filter(FailureMode::tokenDefect);
    if (mode.isEmpty()) {
      return Decision.refuse(unknown("defect", name, defects()));
    }
    FailureRule rule;
    try {
      rule = FailureRule.parse(text);
    } catch (InvalidFailureRule e) {
      return Decision.refuse(
          RefusalReason.ADMIN_BAD_REQUEST
              .because("the defect cannot be: %s", String.valueOf(e.getMessage()))
              .fact("defect", Shown.text(text))
              .remedy("%s takes %s", name, mode.get().argument().wanted()));
    }
    return Decision.grant(tenant.defect(rule.mode(), rule.argument(), state));
  }

  private static List<String> defects() {
    return Arrays.stream(FailureMode.values())
        .filter(FailureMode::tokenDefect)
        .map(FailureMode::mode)
        .toList();
  }

  private static Diagnosis unknown(String what, String wanted, Collection<String> known) {
    List<String> some = known.stream().limit(20).toList();
    List<String> near = Nearest.to(wanted, known);
    Diagnosis diagnosis =
        RefusalReason.ADMIN_BAD_REQUEST
            .because("there is no %s %s", what, Shown.text(wanted))
            .fact(what.replace(' ', '_'), Shown.text(wanted))
            .fact("known", some);
    if (!near.isEmpty()) {
      return diagnosis.remedy("did you mean %s?", near.get(0));
    }
    return some.isEmpty()
        ? diagnosis.remedy("the tenant has none: add one to the seed")
        : diagnosis.remedy("name one of %s, or add it to the seed", String.join(", ", some));
  }

  /** One description on its way to a grant. */
  private record Description(TokenSpec wanted, Tenant tenant, TenantState state, String issuer) {

    Decision<TokenGrant> grant() {
      return user()
          .then(
              user ->
                  requestedApi()
                      .then(
                          named ->
                              client(user, named)
                                  .then(
                                      client ->
                                          api(user, named, client)
                                              .then(api -> grant(user, client, api)))));
    }

    private Decision<TokenGrant> grant(Optional<Document> user, Client client, ResourceServer api) {
      return organization()
          .map(organization -> TokenGrant.of(grant(user, client, api, organization)));
    }

    private AccessTokenGrant grant(
        Optional<Document> user,
        Client client,
        ResourceServer api,
        Optional<Organization> organization) {
      AccessTokenGrant usual =
          user.isPresent()
              ? ofUser(user.get(), client, api, organization)
              : ofMachine(client, api, organization);
      return usual.described(wanted.permissions(), wanted.expiresIn(), wanted.claims());
    }

    /** What a login would give. */
    private AccessTokenGrant ofUser(
        Document user, Client client, ResourceServer api, Optional<Organization> organization) {
      Instant now = tenant.now(state);
      String userId = user.string("user_id").orElseThrow();
      List<String> scope =
          wanted
              .scope()
              .orElseGet(
                  () -> UserAccess.scopesOf(api, client, userId, organization, issuer, state));
      return UserTokens.unasked(
          new UserAuthorization(
              client.id(),
              new Login(userId, UserView.connection(user), now, List.of("pwd"), Optional.empty()),
              Optional.of(audience(api)),
              scope,
              Optional.empty(),
              organization.map(Organization::id),
              false,
              Optional.empty(),
              false),
          client,
          user,
          Optional.of(api),
          organization,
          issuer,
          tenant.names(),
          TenantDraft.of(state, tenant.ids()),
          now);
    }

    /** What client credentials would give. */
    private AccessTokenGrant ofMachine(
        Client client, ResourceServer api, Optional<Organization> organization) {
      List<String> scope = wanted.scope().orElseGet(() -> usualScope(client, api));
      return new AccessTokenGrant(
          issuer,
          client.id() + "@clients",
          client,
          Optional.of(api),
          audience(api),
          false,
          scope,
          api.dialect().permissions() ? Optional.of(scope) : Optional.empty(),
          organization,
          state.settings().flag("allow_organization_name_in_authentication_api", false),
          Optional.of("client-credentials"),
          tenant.now(state),
          api.tokenLifetime(),
          tenant.ids().jti(),
          Map.of(),
          CustomClaims.of(
              state.fakeAuth0(),
              client,
              List.of(),
              api.identifier(),
              tenant.names()::canonicalAudience),
          Optional.empty());
    }

    private String audience(ResourceServer api) {
      return wanted.audience().orElse(ManagementApi.shown(api.identifier(), issuer));
    }

    private List<String> usualScope(Client client, ResourceServer api) {
      return state
          .clientGrant(client, api.identifier(), "client")
          .map(grant -> GrantedScope.of(grant, api, Optional.empty()))
          .orElse(List.of());
    }

    private Decision<Optional<ResourceServer>> requestedApi() {
      if (wanted.audience().isEmpty()) {
        return Decision.grant(Optional.empty());
      }
      String audience = wanted.audience().get();
      Optional<ResourceServer> api = state.api(tenant.names().canonicalAudience(audience));
      return api.isPresent()
          ? Decision.grant(api)
          : Decision.refuse(
              unknown(
                  "API",
                  audience,
                  state.resourceServers().all().stream()
                      .map(known -> ManagementApi.shown(known.identifier(), issuer))
                      .toList()));
    }

    private Decision<ResourceServer> api(
        Optional<Document> user, Optional<ResourceServer> named, Client client) {
      Optional<ResourceServer> granted =
          state.audiencesOf(client.id()).stream().flatMap(id -> state.api(id).stream()).findFirst();
      Optional<ResourceServer> custom =
          state.resourceServers().all().stream().filter(api -> !api.managementApi()).findFirst();
      Optional<ResourceServer> usual = user.isPresent() ? custom : granted.or(() -> custom);
      return named
          .or(() -> usual)
          .map(Decision::grant)
          .orElseGet(
              () ->
                  Decision.refuse(
                      RefusalReason.ADMIN_BAD_REQUEST
                          .because("the tenant has no API the token could be for")
                          .remedy("name an audience, or add an API to the seed")));
    }

    private Decision<Client> client(Optional<Document> user, Optional<ResourceServer> api) {
      Collection<Client> all = state.clients().all();
      if (wanted.client().isPresent()) {
        String name = wanted.client().get();
        return state
            .clients()
            .find(name)
            .or(() -> state.clients().findByKey(name))
            .map(Decision::grant)
            .orElseGet(
                () ->
                    Decision.refuse(
                        unknown("client", name, all.stream().map(Client::id).toList())));
      }
      return (user.isPresent() ? first(all, Description::logsUsersIn) : Optional.<Client>empty())
          .or(() -> first(all, client -> machine(client) && grantedFor(client, api)))
          .or(() -> first(all, Description::machine))
          .or(() -> first(all, client -> true))
          .map(Decision::grant)
          .orElseGet(
              () ->
                  Decision.refuse(
                      RefusalReason.ADMIN_BAD_REQUEST
                          .because("the tenant has no client the token could be for")
                          .remedy("add a client to the seed")));
    }

    /**
     * Whether it is granted the API that was named, or, where none was, one that is not Auth0's.
     */
    private boolean grantedFor(Client client, Optional<ResourceServer> api) {
      List<String> audiences = state.audiencesOf(client.id());
      return api.map(named -> audiences.contains(named.identifier()))
          .orElseGet(() -> audiences.stream().anyMatch(id -> !id.equals(ManagementApi.IDENTIFIER)));
    }

    private static Optional<Client> first(
        Collection<Client> clients, Function<Client, Boolean> fits) {
      return clients.stream().filter(fits::apply).findFirst();
    }

    private static boolean machine(Client client) {
      return !client.publicClient() && client.grantTypes().contains("client_credentials");
    }

    private static boolean logsUsersIn(Client client) {
      return client.grantTypes().contains("authorization_code")
          || client.grantTypes().contains("implicit")
          || client.grantTypes().contains("password");
    }

    private Decision<Optional<Document>> user() {
      if (wanted.user().isEmpty()) {
        return Decision.grant(Optional.empty());
      }
      String name = wanted.user().get();
      Optional<Item> known =
          state.users().find(name).or(() -> state.users().findByKey(name.toLowerCase(Locale.ROOT)));
      if (known.isPresent()) {
        return Decision.grant(known.map(Item::document));
      }
      for (Item user : state.users().all()) {
        if (UserView.names(user.document()).stream().anyMatch(name::equalsIgnoreCase)) {
          return Decision.grant(Optional.of(user.document()));
        }
      }
      return Decision.refuse(
          unknown(
              "user",
              name,
              state.users().all().stream()
                  .limit(20)
                  .flatMap(user -> UserView.names(user.document()).stream().limit(1))
                  .toList()));
    }

    private Decision<Optional<Organization>> organization() {
      if (wanted.organization().isEmpty()) {
        return Decision.grant(Optional.empty());
      }
      String name = wanted.organization().get();
      Optional<Organization> found =
          state
              .organizations()
              .find(name)
              .or(() -> state.organizations().findByKey(name.toLowerCase(Locale.ROOT)));
      return found.isPresent()
          ? Decision.grant(found)
          : Decision.refuse(
              unknown(
                  "organization",
                  name,
                  state.organizations().all().stream().map(Organization::name).toList()));
    }
  }
}
