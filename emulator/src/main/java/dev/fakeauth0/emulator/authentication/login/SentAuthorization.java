package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.Parameters;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.pipeline.Subject;
import dev.fakeauth0.emulator.pipeline.TenantNames;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An authorization request as it was sent, nothing judged.
 *
 * @param parameters what was sent, by name
 * @param browser the browser that sent it
 * @param caller from where
 * @param issuer the issuer as the tenant is reached, ending in a slash
 * @param names the names of the tenant
 * @param sessionUser whose session the browser has
 */
record SentAuthorization(
    Map<String, String> parameters,
    Browser browser,
    Caller caller,
    String issuer,
    TenantNames names,
    Optional<String> sessionUser)
    implements Subject {

  /** All that is read; {@code ext-} parameters beside them. */
  static final List<String> KNOWN =
      List.of(
          "response_type",
          "client_id",
          "redirect_uri",
          "scope",
          "state",
          "nonce",
          "response_mode",
          "audience",
          "resource",
          "code_challenge",
          "code_challenge_method",
          "prompt",
          "max_age",
          "acr_values",
          "login_hint",
          "id_token_hint",
          "ui_locales",
          "display",
          "screen_hint",
          "connection",
          "connection_scope",
          "access_type",
          "organization",
          "organization_name",
          "invitation",
          "request",
          "request_uri",
          "authorization_details",
          "dpop_jkt",
          "claims",
          "login_ticket",
          "realm",
          "correlation_id");

  /** Reads a call: its query, or the form it was posted with. */
  static Decision<SentAuthorization> from(Call call) {
    boolean posted = call.request().method().equals("POST");
    Decision<Parameters> read =
        posted ? Parameters.of(call.request(), KNOWN) : Parameters.ofQuery(call.request());
    return read.map(parameters -> of(parameters, call));
  }

  static SentAuthorization of(Parameters parameters, Call call) {
    Map<String, String> sent = new LinkedHashMap<>();
    for (String name : parameters.names()) {
      if (KNOWN.contains(name) || name.startsWith("ext-")) {
        parameters.get(name).ifPresent(value -> sent.put(name, value));
      }
    }
    Browser browser = Browser.of(call.request());
    TenantState state = call.epoch().store().state();
    return new SentAuthorization(
        sent,
        browser,
        Caller.of(call.request()),
        call.issuer(),
        call.tenant().names(),
        BrowserSession.of(browser.session(), state, call.tenant().now(state))
            .map(BrowserSession::userId));
  }

  /** This with other parameters: those of a pushed or signed request. */
  SentAuthorization with(Map<String, String> others) {
    return new SentAuthorization(others, browser, caller, issuer, names, sessionUser);
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  @Override
  public Optional<String> clientId() {
    return get("client_id");
  }

  @Override
  public Optional<String> audience() {
    return get("audience").or(() -> get("resource"));
  }

  @Override
  public Optional<String> user() {
    return get("login_hint");
  }

  @Override
  public Map<String, Object> facts(RefusalReason reason) {
    Map<String, Object> facts = new LinkedHashMap<>();
    clientId().ifPresent(id -> facts.put("client_id", id));
    audience().ifPresent(identifier -> facts.put("audience", identifier));
    get("organization").ifPresent(name -> facts.put("organization", name));
    sessionUser.ifPresent(id -> facts.put("user_id", id));
    if (reason == RefusalReason.INTERACTION_REQUIRED) {
      facts.put("needed", "Multifactor authentication required");
    }
    return facts;
  }

  /**
   * A second factor is refused to silent logins alone, others see its page; a membership to a user
   * who is logged in, where an organization is asked for.
   */
  @Override
  public Optional<RefusalReason> forced(RefusalReason reason) {
    return switch (reason) {
      case MFA_REQUIRED ->
          get("prompt").filter("none"::equals).map(silent -> RefusalReason.INTERACTION_REQUIRED);
      case ORGANIZATION_DENIED ->
          get("organization")
              .filter(any -> sessionUser.isPresent())
              .map(any -> RefusalReason.USER_NOT_IN_ORGANIZATION);
      default -> Optional.of(reason);
    };
  }

  @Override
  public List<LogFacts> logged(Decision<?> decided, Call call) {
    return LoginFacts.of(decided, this, call);
  }

  /** Names, never values: a hint may be a token. */
  @Override
  public String toString() {
    return "SentAuthorization" + parameters.keySet();
  }
}
