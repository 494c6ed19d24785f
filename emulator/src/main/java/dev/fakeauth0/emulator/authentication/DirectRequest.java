package dev.fakeauth0.emulator.authentication;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.pipeline.Subject;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.RefusalReason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to an endpoint that stands beside the token endpoint and takes what that takes to tell
 * who the client is, and in its body more than strings.
 *
 * @param common what it shares with a request for tokens
 * @param body the whole body
 * @param log what the call leaves in the tenant's log
 */
record DirectRequest(TokenRequest common, Document body, Log log) implements Subject {

  /** What a call leaves in the tenant's log. */
  @FunctionalInterface
  interface Log {

    /** Leaves nothing. */
    Log NONE = (request, decided, call) -> List.of();

    /** The records of a call that came to this. */
    List<LogFacts> of(DirectRequest request, Decision<?> decided, Call call);
  }

  /** Reads a call. May refuse for what {@link TokenRequest#from} refuses. */
  static Decision<DirectRequest> from(Call call) {
    return from(call, Log.NONE);
  }

  /** Reads a call that leaves something in the tenant's log. */
  static Decision<DirectRequest> from(Call call, Log log) {
    return TokenRequest.from(call)
        .then(
            common ->
                Parameters.of(call.request(), List.of())
                    .map(parameters -> new DirectRequest(common, parameters.document(), log)));
  }

  /** Verifies a client assertion, which takes its time. */
  Decision<DirectRequest> checked(TenantState state, Instant now) {
    return common.asserted(state, now).map(proven -> new DirectRequest(proven, body, log));
  }

  /** This, with something that was checked against a snapshot. */
  DirectRequest with(Object check) {
    return new DirectRequest(common.with(check), body, log);
  }

  /** The client, authenticated as the token endpoint does it. */
  Decision<Client> client(TenantDraft tenant, Instant now) {
    return common.authenticated(tenant, now);
  }

  /** A parameter that is a string and not empty. */
  Optional<String> parameter(String name) {
    return body.string(name).filter(text -> !text.isEmpty());
  }

  @Override
  public Optional<String> clientId() {
    return common.clientId();
  }

  /** Whoever the request names: by user name, e-mail address or phone number. */
  @Override
  public Optional<String> user() {
    return parameter("username").or(() -> parameter("email")).or(() -> parameter("phone_number"));
  }

  @Override
  public Map<String, Object> facts(RefusalReason reason) {
    return common.facts(reason);
  }

  @Override
  public Document more(RefusalReason reason, IdSource ids) {
    return common.more(reason, ids);
  }

  @Override
  public List<LogFacts> logged(Decision<?> decided, Call call) {
    return log.of(this, decided, call);
  }
}
