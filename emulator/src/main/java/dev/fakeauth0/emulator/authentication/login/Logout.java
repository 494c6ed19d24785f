package dev.fakeauth0.emulator.authentication.login;

import static dev.fakeauth0.refusal.RefusalReason.INTERACTION_UNKNOWN;
import static dev.fakeauth0.refusal.RefusalReason.LOGOUT_HINT_INVALID;
import static dev.fakeauth0.refusal.RefusalReason.UNKNOWN_CLIENT;

import dev.fakeauth0.emulator.authentication.grant.Login;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.logout.Initiator;
import dev.fakeauth0.emulator.logout.LogoutNotice;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.token.IdTokenHints;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides logouts (Auth0 docs, "Logout", "Log Users Out of Auth0 with OIDC Endpoint"; OpenID
 * Connect RP-Initiated Logout sections 2 and 3). The session ends only where the logout is granted.
 */
final class Logout {

  /**
   * A logout that waits for the user to say yes.
   *
   * @param sessionId the session it would end
   * @param location where it would lead
   */
  private record Asked(String sessionId, Optional<String> location) {}

  private static final Duration PATIENCE = Duration.ofHours(1);

  private Logout() {}

  /** {@code /v2/logout}. */
  static Decision<LoggedOut> plain(LogoutRequest request, TenantDraft tenant, Instant now) {
    return client(request.clientId(), tenant)
        .then(
            client ->
                new LogoutUrls("returnTo", client)
                    .of(request.get("returnTo"), false, tenant.state()))
        .map(location -> ended(request, location, tenant, now));
  }

  /** {@code /oidc/logout}. */
  static Decision<LoggedOut> oidc(LogoutRequest request, TenantDraft tenant, Instant now) {
    Optional<IdTokenHints.Hint> hint =
        request
            .get("id_token_hint")
            .flatMap(token -> IdTokenHints.of(token, request.issuers(), tenant.state()));
    Optional<String> wrong = contradiction(request, hint);
    if (wrong.isPresent()) {
      return Decision.refuse(
          LOGOUT_HINT_INVALID
              .because(
                  wrong.get().equals("id_token_hint")
                      ? "id_token_hint is not an ID token of this tenant"
                      : "%s is another than the one in id_token_hint",
                  wrong.get())
              .fact("parameter", wrong.get())
              .remedy("send the ID token of the login as id_token_hint, and nothing beside it")
              .remedy("tokens of before a reset, or of a revoked key, are no hints any more"));
    }
    Optional<String> clientId = hint.map(IdTokenHints.Hint::clientId).or(request::clientId);
    return client(clientId, tenant)
        .then(
            client ->
                new LogoutUrls("post_logout_redirect_uri", client)
                    .of(request.get("post_logout_redirect_uri"), true, tenant.state()))
        .map(
            location -> {
              Optional<String> back =
                  location.map(
                      url ->
                          request
                              .get("state")
                              .map(state -> Callback.withQuery(url, Map.of("state", state)))
                              .orElse(url));
              Optional<BrowserSession> session =
                  BrowserSession.of(request.browser().session(), tenant.state(), now);
              return session.isPresent() && asks(session.get(), request, hint, tenant)
                  ? asked(session.get(), back, clientId, tenant, now)
                  : ended(request, back, tenant, now);
            });
  }

  /** The answer to the question: yes or no. */
  static Decision<LoggedOut> answered(LogoutRequest request, TenantDraft tenant, Instant now) {
    Optional<Asked> waiting = request.get("state").flatMap(id -> tenant.kept(Asked.class, id, now));
    Optional<BrowserSession> session =
        BrowserSession.of(request.browser().session(), tenant.state(), now);
    if (waiting.isEmpty()
        || session.filter(own -> own.id().equals(waiting.get().sessionId())).isEmpty()) {
      return Decision.refuse(
          INTERACTION_UNKNOWN
              .because(
                  waiting.isEmpty()
                      ? "no logout waits for an answer under this state"
                      : "the logout is about the session of another browser")
              .fact("state", Shown.text(request.get("state").orElse("")))
              .remedy("begin the logout again at the application"));
    }
    if (request.get("action").isEmpty()) {
      return Decision.grant(
          new LoggedOut(Optional.empty(), request.get("state"), Optional.empty(), List.of()));
    }
    tenant.drop(Asked.class, request.get("state").orElseThrow());
    return Decision.grant(
        request.get("action").filter("accept"::equals).isPresent()
            ? ended(request, waiting.get().location(), tenant, now)
            : new LoggedOut(Optional.empty(), Optional.empty(), Optional.empty(), List.of()));
  }

  private static Optional<String> contradiction(
      LogoutRequest request, Optional<IdTokenHints.Hint> hint) {
    if (request.get("id_token_hint").isPresent() && hint.isEmpty()) {
      return Optional.of("id_token_hint");
    }
    if (hint.isEmpty()) {
      return Optional.empty();
    }
    boolean otherClient =
        request.clientId().filter(id -> !id.equals(hint.get().clientId())).isPresent();
    boolean otherSession =
        request
            .get("logout_hint")
            .filter(sid -> !Optional.of(sid).equals(hint.get().sessionId()))
            .isPresent();
    return otherClient
        ? Optional.of("client_id")
        : otherSession ? Optional.of("logout_hint") : Optional.empty();
  }

  private static Decision<Optional<Client>> client(Optional<String> id, TenantDraft tenant) {
    if (id.isEmpty()) {
      return Decision.grant(Optional.empty());
    }
    Optional<Client> client = tenant.state().clients().find(id.get());
    return client.isPresent()
        ? Decision.grant(client)
        : Decision.refuse(
            UNKNOWN_CLIENT
                .because("no client has the client_id %s", Shown.text(id.get()))
                .fact("client_id", Shown.text(id.get()))
                .remedy("send the client_id of an application of this tenant, or none"));
  }

  /** Whether the user is asked: nobody else can tell that it is this session that should end. */
  private static boolean asks(
      BrowserSession session,
      LogoutRequest request,
      Optional<IdTokenHints.Hint> hint,
      TenantDraft tenant) {
    boolean on =
        tenant
            .state()
            .settings()
            .object("sessions")
            .orElse(Document.EMPTY)
            .flag("oidc_logout_prompt_enabled", true);
    Optional<String> sid =
        hint.flatMap(IdTokenHints.Hint::sessionId).or(() -> request.get("logout_hint"));
    return on && sid.filter(session.id()::equals).isEmpty();
  }

  private static LoggedOut asked(
      BrowserSession session,
      Optional<String> location,
      Optional<String> clientId,
      TenantDraft tenant,
      Instant now) {
    String state = PageState.draw(tenant.ids(), "logout", clientId.orElse(""));
    tenant.keep(state, new Asked(session.id(), location), now.plus(PATIENCE), now);
    return new LoggedOut(Optional.empty(), Optional.of(state), Optional.empty(), List.of());
  }

  private static LoggedOut ended(
      LogoutRequest request, Optional<String> location, TenantDraft tenant, Instant now) {
    Optional<BrowserSession> session =
        BrowserSession.of(request.browser().session(), tenant.state(), now);
    if (session.isEmpty()) {
      return new LoggedOut(location, Optional.empty(), Optional.empty(), List.of());
    }
    tenant.remove(BrowserSession.COLLECTION, session.get().id());
    Login login = session.get().login();
    return new LoggedOut(
        location,
        Optional.empty(),
        Optional.of(login),
        LogoutNotice.of(
            session.get().document(),
            Initiator.RP_LOGOUT,
            request.issuer(),
            tenant.state(),
            tenant.ids(),
            now));
  }
}
