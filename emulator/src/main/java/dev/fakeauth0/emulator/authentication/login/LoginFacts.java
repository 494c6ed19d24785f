package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.grant.Login;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What logins by the browser leave in the tenant's log (Auth0 docs, "Log Event Type Codes"): {@code
 * s} and {@code f}, {@code ssa} and {@code fsa} where nobody is asked, {@code slo} and {@code flo}.
 */
final class LoginFacts implements LogFacts {

  private final String type;
  private final String description;
  private final Optional<Client> client;
  private final String clientId;
  private final Caller caller;
  private final String host;
  private final Optional<Login> login;
  private final @Nullable Document user;
  private final @Nullable Document connection;
  private final @Nullable String audience;
  private final @Nullable String scope;

  private LoginFacts(
      String type,
      String description,
      String clientId,
      Caller caller,
      Optional<Login> login,
      @Nullable String audience,
      @Nullable String scope,
      Call call) {
    TenantState state = call.epoch().store().state();
    this.type = type;
    this.description = description;
    this.client = state.clients().find(clientId);
    this.clientId = clientId;
    this.caller = caller;
    this.host = call.domain();
    this.login = login;
    this.user =
        login.flatMap(by -> state.users().find(by.userId())).map(Resource::document).orElse(null);
    this.connection =
        login
            .flatMap(by -> state.collection("connections").findByKey(by.connection()))
            .map(found -> found.document())
            .orElse(null);
    this.audience = audience;
    this.scope = scope;
  }

  /** Of {@code /authorize}. */
  static List<LogFacts> of(Decision<?> decided, SentAuthorization sent, Call call) {
    boolean silent = sent.get("prompt").filter("none"::equals).isPresent();
    return decided.fold(
        turn ->
            ((Turn) turn).page().isPresent()
                ? FactorLog.started((Turn) turn, sent.caller(), call)
                : List.of(granted((Turn) turn, silent ? "ssa" : "s", sent.caller(), call)),
        refusal ->
            List.of(
                new LoginFacts(
                    silent ? "fsa" : "f",
                    call.words(refusal),
                    sent.clientId().orElse(""),
                    sent.caller(),
                    Optional.empty(),
                    sent.get("audience").orElse(null),
                    sent.get("scope").orElse(null),
                    call)));
  }

  /** Of {@code /authorize/resume}. */
  static List<LogFacts> of(
      Decision<?> decided, AuthorizationRequest request, Caller caller, Call call) {
    return decided.fold(
        turn ->
            ((Turn) turn).page().isPresent()
                ? List.<LogFacts>of()
                : request.parameter("invitation").isPresent()
                    ? List.of(
                        granted((Turn) turn, "s", caller, call),
                        granted((Turn) turn, "si", caller, call))
                    : List.of(granted((Turn) turn, "s", caller, call)),
        refusal ->
            List.of(
                new LoginFacts(
                    "f",
                    call.words(refusal),
                    request.clientId(),
                    caller,
                    Optional.empty(),
                    request.audience().orElse(null),
                    request.parameter("scope").orElse(null),
                    call)));
  }

  /** Of a login for a device. */
  static LogFacts of(
      String type,
      String description,
      AuthorizationRequest request,
      Optional<Login> login,
      Caller caller,
      Call call) {
    return new LoginFacts(
        type,
        description,
        request.clientId(),
        caller,
        login,
        request.audience().orElse(null),
        request.parameter("scope").orElse(null),
        call);
  }

  /** Of a user code that no device waits with: nobody knows whose it is. */
  static LogFacts ofUserCode(String description, Caller caller, Call call) {
    return new LoginFacts("fdeac", description, "", caller, Optional.empty(), null, null, call);
  }

  /** Of a logout. */
  static LogFacts ofLogout(
      Optional<Login> login, Optional<String> clientId, Caller caller, Call call) {
    return new LoginFacts(
        "slo",
        "User successfully logged out",
        clientId.orElse(""),
        caller,
        login,
        null,
        null,
        call);
  }

  /** Of a logout that was refused. */
  static LogFacts ofFailedLogout(
      Diagnosis refusal, Optional<String> clientId, Caller caller, Call call) {
    return new LoginFacts(
        "flo",
        call.words(refusal),
        clientId.orElse(""),
        caller,
        Optional.empty(),
        null,
        null,
        call);
  }

  private static LogFacts granted(Turn turn, String type, Caller caller, Call call) {
    AuthorizationRequest request = turn.interaction().request();
    return new LoginFacts(
        type,
        type.equals("s") ? "Successful login" : "Successful silent authentication",
        request.clientId(),
        caller,
        turn.login(),
        request.audience().orElse(null),
        request.parameter("scope").orElse(null),
        call);
  }

  @Override
  public Document members() {
    Document by = user == null ? Document.EMPTY : user;
    Document in = connection == null ? Document.EMPTY : connection;
    String strategy = in.string("strategy", "");
    return Document.of(
        "type",
        type,
        "description",
        description,
        "connection",
        login.map(Login::connection).orElse(""),
        "connection_id",
        in.string("id", ""),
        "client_id",
        clientId,
        "client_name",
        client.map(Client::name).orElse(""),
        "ip",
        caller.ip(),
        "user_agent",
        caller.userAgent().isEmpty() ? null : caller.userAgent(),
        "hostname",
        host,
        "user_id",
        login.map(Login::userId).orElse(""),
        "user_name",
        by.string("email").or(() -> by.string("username")).orElse(""),
        "audience",
        audience,
        "scope",
        scope,
        "strategy",
        strategy,
        "strategy_type",
        strategy.equals("auth0") ? "database" : strategy);
  }
}
