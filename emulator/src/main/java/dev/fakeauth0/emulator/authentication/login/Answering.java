package dev.fakeauth0.emulator.authentication.login;

import static dev.fakeauth0.refusal.RefusalReason.CALLBACK_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.ORGANIZATION_MEMBERSHIP_REQUIRED;
import static dev.fakeauth0.refusal.RefusalReason.UNKNOWN_CLIENT;

import dev.fakeauth0.emulator.authentication.grant.AuthorizationCode;
import dev.fakeauth0.emulator.authentication.grant.Login;
import dev.fakeauth0.emulator.authentication.grant.UserAccess;
import dev.fakeauth0.emulator.authentication.grant.UserAuthorization;
import dev.fakeauth0.emulator.authentication.grant.UserTokens;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.TenantNames;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.TokenGrant;
import dev.fakeauth0.refusal.RefusalReason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Answers an interaction that no page is left for: the session, the consent, the code and the
 * tokens (RFC 6749 section 4.1.2; OpenID Connect Core section 3.3.2.5). One step: nobody gets two
 * codes out of one interaction.
 */
final class Answering {

  private final Interaction interaction;
  private final Browser browser;
  private final Caller caller;
  private final TenantNames names;
  private final TenantDraft tenant;
  private final Instant now;

  private Answering(
      Interaction interaction,
      Browser browser,
      Caller caller,
      TenantNames names,
      TenantDraft tenant,
      Instant now) {
    this.interaction = interaction;
    this.browser = browser;
    this.caller = caller;
    this.names = names;
    this.tenant = tenant;
    this.now = now;
  }

  /** The answer. Refuses for what {@link UserAccess} does, and what the user declined. */
  static Decision<Turn> decide(
      Interaction interaction,
      Browser browser,
      Caller caller,
      TenantNames names,
      TenantDraft tenant,
      Instant now) {
    Interactions.end(interaction, tenant);
    return new Answering(interaction, browser, caller, names, tenant, now).decide();
  }

  private Decision<Turn> decide() {
    AuthorizationRequest request = interaction.request();
    if (interaction.declined().isPresent()) {
      return Decision.refuse(declined(interaction.declined().get()), left());
    }
    if (request.redirectUri().isEmpty()) {
      return Decision.refuse(
          CALLBACK_MISSING
              .because("the user is logged in, and the request named no redirect_uri to answer at")
              .fact("client_id", request.clientId())
              .remedy("send redirect_uri, one of the client's callbacks"));
    }
    Optional<Client> client = tenant.state().clients().find(request.clientId());
    if (client.isEmpty()) {
      return Decision.refuse(
          UNKNOWN_CLIENT
              .because("client %s was deleted during the login", request.clientId())
              .fact("client_id", request.clientId())
              .remedy("log in by a client that exists"));
    }
    Login login = interaction.login().orElseThrow();
    return membership(client.get(), login)
        .then(
            organization ->
                UserAccess.decide(asked(client.get(), login, organization), tenant.state()))
        .then(this::issued);
  }

  /** The session of a login that happened, though the user does not go on to the application. */
  private Document left() {
    boolean blocked = interaction.declined().equals(Optional.of(RefusalReason.USER_BLOCKED));
    Optional<Login> login = interaction.login().filter(by -> interaction.proven() && !blocked);
    return login.isEmpty()
        ? Document.EMPTY
        : BrowserSession.begin(
                login.get(),
                BrowserSession.of(browser.session(), tenant.state(), now),
                Optional.empty(),
                caller.ip(),
                caller.userAgent(),
                tenant,
                now)
            .told();
  }

  private static dev.fakeauth0.refusal.Diagnosis declined(RefusalReason reason) {
    return reason
        .because("the user chose not to go on")
        .remedy("ask the user again, and say what the access is for");
  }

  /** The organization logged in to; whoever it takes in at the login becomes a member. */
  private Decision<Optional<Organization>> membership(Client client, Login login) {
    TenantState state = tenant.state();
    Optional<Organization> organization =
        interaction.organizationId().flatMap(state.organizations()::find);
    if (organization.isEmpty()) {
      boolean required =
          OrganizationPrompt.usage(client).equals("require") && !interaction.personal();
      return required
          ? Decision.refuse(
              ORGANIZATION_MEMBERSHIP_REQUIRED
                  .because(
                      "client %s logs users in to organizations only, and %s is in none",
                      client.id(), login.userId())
                  .fact("client_id", client.id())
                  .fact("user_id", login.userId())
                  .remedy("Dashboard: Organizations > the organization > Members > Add members")
                  .remedy("seed: organizations of the user"))
          : Decision.grant(Optional.empty());
    }
    String id = organization.get().id();
    Invitation.of(interaction, state)
        .filter(invitation -> invitation.isFor(login.userId(), state))
        .ifPresent(invitation -> invitation.accept(login, tenant));
    boolean member =
        tenant
            .state()
            .relation(Relations.ORGANIZATIONS_MEMBERS)
            .find(id, login.userId())
            .isPresent();
    if (!member && takesIn(id, login, state)) {
      tenant.join(Relations.ORGANIZATIONS_MEMBERS, id, login.userId(), Document.EMPTY);
    }
    return Decision.grant(organization);
  }

  private static boolean takesIn(String organization, Login login, TenantState state) {
    return state
        .collection("connections")
        .findByKey(login.connection())
        .map(Resource::id)
        .flatMap(
            connection ->
                state.relation(Relations.ORGANIZATIONS_CONNECTIONS).find(organization, connection))
        .filter(joined -> joined.flag("assign_membership_on_login", false))
        .isPresent();
  }

  private UserAccess.Asked asked(Client client, Login login, Optional<Organization> organization) {
    AuthorizationRequest request = interaction.request();
    return new UserAccess.Asked(
        client,
        login,
        request.parameter("audience"),
        request.parameter("resource"),
        request.parameter("scope"),
        organization,
        request.namesOrganization(),
        request.nonce(),
        request.maxAge().isPresent(),
        request.issuer(),
        names);
  }

  private Decision<Turn> issued(UserAuthorization without) {
    AuthorizationRequest request = interaction.request();
    BrowserSession.Settled settled =
        BrowserSession.settle(interaction, without, browser.session(), caller, tenant, now);
    Optional<BrowserSession.Given> begun = settled.begun();
    UserAuthorization authorization = settled.authorization();
    if (interaction.consented()) {
      Consent.keep(authorization, tenant);
    }
    Interaction done = interaction.continuing(authorization.login());
    Optional<String> code =
        request.responseType().code() ? Optional.of(code(authorization)) : Optional.empty();
    if (!request.responseType().frontChannel()) {
      return Decision.grant(Turn.answer(done, begun, code, Optional.empty()));
    }
    Decision<TokenGrant> grant =
        UserTokens.frontChannel(
            authorization,
            new UserTokens.FrontChannel(
                request.responseType().token(), request.responseType().idToken(), code),
            request.issuer(),
            names,
            tenant,
            now);
    return grant.map(tokens -> Turn.answer(done, begun, code, Optional.of(tokens)));
  }

  private String code(UserAuthorization authorization) {
    AuthorizationRequest request = interaction.request();
    String code = tenant.ids().opaque(43);
    tenant.keep(
        code,
        new AuthorizationCode(
            authorization,
            request.redirectUri(),
            request.codeChallenge(),
            request.codeChallengeMethod(),
            false,
            List.of()),
        now.plus(AuthorizationCode.LIFETIME),
        now);
    return code;
  }
}
