package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.Parameters;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.pipeline.Subject;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request to log out, as it was sent.
 *
 * @param parameters what was sent, by name
 * @param issuers the issuers of the tenant
 */
record LogoutRequest(
    Map<String, String> parameters,
    Browser browser,
    Caller caller,
    String issuer,
    Set<String> issuers)
    implements Subject {

  private static final List<String> KNOWN =
      List.of(
          "returnTo",
          "client_id",
          "federated",
          "id_token_hint",
          "logout_hint",
          "post_logout_redirect_uri",
          "state",
          "ui_locales",
          "action");

  /** Reads a call: its query and, where it was posted, its form. */
  static Decision<LogoutRequest> from(Call call) {
    Decision<Parameters> query = Parameters.ofQuery(call.request());
    return call.request().method().equals("POST")
        ? query.then(
            of -> Parameters.of(call.request(), KNOWN).map(body -> of(call, of, Optional.of(body))))
        : query.map(of -> of(call, of, Optional.empty()));
  }

  private static LogoutRequest of(Call call, Parameters query, Optional<Parameters> body) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String name : KNOWN) {
      body.flatMap(sent -> sent.get(name))
          .or(() -> query.get(name))
          .ifPresent(value -> parameters.put(name, value));
    }
    return new LogoutRequest(
        parameters,
        Browser.of(call.request()),
        Caller.of(call.request()),
        call.issuer(),
        call.tenant().names().issuers(call.issuer()));
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  @Override
  public Optional<String> clientId() {
    return get("client_id");
  }

  @Override
  public Map<String, Object> facts(RefusalReason reason) {
    Map<String, Object> facts = new LinkedHashMap<>();
    clientId().ifPresent(id -> facts.put("client_id", id));
    return facts;
  }

  @Override
  public List<LogFacts> logged(Decision<?> decided, Call call) {
    return decided.fold(
        granted ->
            granted instanceof LoggedOut out && out.question().isEmpty() && out.login().isPresent()
                ? List.of(LoginFacts.ofLogout(out.login(), clientId(), caller, call))
                : List.of(),
        refusal -> List.of(LoginFacts.ofFailedLogout(refusal, clientId(), caller, call)));
  }

  /** Names, never values: a hint is a token. */
  @Override
  public String toString() {
    return "LogoutRequest" + parameters.keySet();
  }
}
