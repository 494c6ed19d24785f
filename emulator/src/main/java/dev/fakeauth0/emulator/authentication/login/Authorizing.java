package dev.fakeauth0.emulator.authentication.login;

import static dev.fakeauth0.refusal.RefusalReason.CONSENT_REQUIRED;
import static dev.fakeauth0.refusal.RefusalReason.INTERACTION_REQUIRED;
import static dev.fakeauth0.refusal.RefusalReason.LOGIN_REQUIRED;

import dev.fakeauth0.emulator.authentication.grant.Login;
import dev.fakeauth0.emulator.authentication.grant.LoginCount;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.token.IdTokenHints;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of an authorization request that was checked: whom the browser's session stands for,
 * which page is due, or the answer (OpenID Connect Core section 3.1.2.3; Auth0 docs, "Silent
 * Authentication", "Session Lifecycle").
 */
final class Authorizing {

  private final SentAuthorization sent;
  private final AuthorizationRequest request;
  private final TenantDraft tenant;
  private final Instant now;

  private Authorizing(
      SentAuthorization sent, AuthorizationRequest request, TenantDraft tenant, Instant now) {
    this.sent = sent;
    this.request = request;
    this.tenant = tenant;
    this.now = now;
  }

  /** Decides a request. */
  static Decision<Turn> decide(SentAuthorization sent, TenantDraft tenant, Instant now) {
    return RequestSource.of(sent, tenant, now)
        .then(
            whole ->
                AuthorizationCheck.of(whole, tenant.state(), now)
                    .then(request -> new Authorizing(whole, request, tenant, now).decide()));
  }

  private Decision<Turn> decide() {
    Optional<BrowserSession> session =
        BrowserSession.of(sent.browser().session(), tenant.state(), now);
    Optional<String> newDevice =
        sent.browser().device().isPresent()
            ? Optional.empty()
            : Optional.of(tenant.ids().opaque(43));
    String device = newDevice.or(() -> sent.browser().device()).orElseThrow();
    Interaction begun =
        Interaction.begun(
            PageState.draw(tenant.ids(), "universal-login", request.clientId()),
            request,
            Browser.fingerprint(device),
            now);
    Optional<Login> usable =
        session
            .map(BrowserSession::login)
            .filter(this::stillGood)
            .filter(login -> invites(begun, login));
    Interaction interaction =
        ticketed()
            .map(begun::ticketed)
            .or(() -> usable.map(begun::continuing))
            .or(() -> automatic().map(begun::loggedIn))
            .orElse(begun);
    NextStep step = NextStep.of(interaction, tenant.state(), now);
    if (request.prompts("none") && step != NextStep.DONE) {
      return Decision.refuse(needed(step, session));
    }
    if (step != NextStep.DONE) {
      Interactions.keep(interaction, tenant, now);
      return Decision.grant(Turn.to(step, interaction, newDevice));
    }
    return Answering.decide(interaction, sent.browser(), sent.caller(), sent.names(), tenant, now)
        .map(turn -> turn.onDevice(newDevice));
  }

  /** The login that was proven before, and counted there. */
  private Optional<Login> ticketed() {
    return request
        .parameter("login_ticket")
        .flatMap(text -> tenant.spend(LoginTicket.class, text, now))
        .filter(ticket -> ticket.clientId().equals(request.clientId()))
        .filter(ticket -> sent.browser().is(ticket.browser()))
        .map(LoginTicket::login);
  }

  private Optional<Login> automatic() {
    Optional<Login> login = AutomaticLogin.of(request, tenant.state(), now);
    login.ifPresent(by -> LoginCount.add(by.userId(), sent.caller().ip(), tenant, now));
    return login;
  }

  /** Whether the session's login does for this request. */
  private boolean stillGood(Login login) {
    boolean askedAgain = request.prompts("login") || request.prompts("select_account");
    boolean old = request.maxAge().filter(age -> login.at().plus(age).isBefore(now)).isPresent();
    boolean elsewhere =
        request.connection().filter(name -> !name.equals(login.connection())).isPresent();
    boolean another =
        request
            .parameter("id_token_hint")
            .flatMap(
                token ->
                    IdTokenHints.of(token, sent.names().issuers(sent.issuer()), tenant.state()))
            .filter(hint -> !hint.subject().equals(login.userId()))
            .isPresent();
    return !askedAgain && !old && !elsewhere && !another;
  }

  /** Whether an invitation, if there is one, is for the user of the session. */
  private boolean invites(Interaction begun, Login login) {
    return Invitation.of(begun, tenant.state())
        .map(invitation -> invitation.isFor(login.userId(), tenant.state()))
        .orElse(true);
  }

  private Diagnosis needed(NextStep step, Optional<BrowserSession> session) {
    Diagnosis diagnosis =
        switch (step) {
          case CONSENT ->
              CONSENT_REQUIRED
                  .because(
                      "prompt=none, and the user has not consented to what client %s asks for",
                      request.clientId())
                  .fact("scope", String.join(" ", request.scopes()))
                  .remedy("send the user to /authorize without prompt=none once")
                  .remedy(
                      "for the tenant's own applications: let the API skip user consent; on"
                          + " localhost it is always asked for");
          case MFA ->
              INTERACTION_REQUIRED
                  .because("prompt=none, and the login needs a second factor")
                  .fact("needed", "Multifactor authentication required")
                  .remedy("send the user to /authorize without prompt=none");
          case INVITATION ->
              INTERACTION_REQUIRED
                  .because("prompt=none, and the user has to accept an invitation")
                  .remedy("send the user to /authorize without prompt=none");
          case ORGANIZATION_PICKER ->
              INTERACTION_REQUIRED
                  .because("prompt=none, and the user has to choose an organization")
                  .fact("needed", "Organization selection required")
                  .remedy("send organization, or leave prompt=none out");
          case CONFIRMATION ->
              INTERACTION_REQUIRED
                  .because(
                      "prompt=none, and the user has to confirm each login that no page was needed"
                          + " for: any program of their machine could be behind the callback")
                  .fact("redirect_uri", request.redirectUri().orElse(""))
                  .remedy(
                      "set %s to true, for client %s or in the tenant's settings",
                      CallbackConfirmation.SKIP, request.clientId())
                  .remedy("use a callback on https, or refresh tokens in the place of prompt=none");
          default ->
              LOGIN_REQUIRED
                  .because(
                      session.isPresent()
                          ? "prompt=none, and the session of the browser does not do: it is older"
                              + " than max_age, of another connection, or not of the user of"
                              + " id_token_hint"
                          : sent.browser().session().isPresent()
                              ? "prompt=none, and the session of the browser's cookie is over"
                              : "prompt=none, and the browser sent no session cookie")
                  .remedy("send the user to /authorize without prompt=none")
                  .remedy(
                      "in a frame: the page and the emulator have to be one site, scheme included;"
                          + " http://localhost and https://localhost are two")
                  .remedy("for tests: POST /__admin/sessions gives a browser a session");
        };
    return diagnosis.fact("client_id", request.clientId());
  }
}
