package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.catalogue.Operation;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.pipeline.Request;
import dev.fakeauth0.emulator.pipeline.Subject;
import dev.fakeauth0.emulator.pipeline.TenantLog;
import dev.fakeauth0.emulator.pipeline.TenantNames;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.KnownTenant;
import dev.fakeauth0.emulator.token.SigningKeys;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A call of the Management API that was found to be right in form.
 *
 * @param operation which operation
 * @param pathValues what stood in the braces of the path, decoded
 * @param query the query
 * @param body the JSON value that was sent, or a form as an object; null if there was none
 * @param bearer whose token it came with
 * @param issuer the issuer as the tenant is reached by this call, ending in a slash
 * @param tenantName the tenant's name
 * @param canonicalAudience gives the identifier an audience is kept under
 * @param signingKeys where new signing keys come from
 * @param known what tokens are judged by that come in bodies, of a state of the tenant
 * @param raw the request as it came
 * @param log the tenant's log
 * @param kind the kind of resource the operation is about
 */
public record ManagementRequest(
    Operation operation,
    Map<String, String> pathValues,
    Query query,
    @Nullable Object body,
    Bearer bearer,
    String issuer,
    String tenantName,
    UnaryOperator<String> canonicalAudience,
    SigningKeys signingKeys,
    Function<TenantState, KnownTenant> known,
    Request raw,
    TenantLog log,
    Kind kind)
    implements Subject {

  /** The body as an object; empty where none was sent or it is none. */
  public Document object() {
    return body instanceof Map<?, ?> members ? Document.of(members) : Document.EMPTY;
  }

  /** This request with another body. */
  public ManagementRequest withBody(@Nullable Object other) {
    return new ManagementRequest(
        operation,
        pathValues,
        query,
        other,
        bearer,
        issuer,
        tenantName,
        canonicalAudience,
        signingKeys,
        known,
        raw,
        log,
        kind);
  }

  /** What stood in a brace of the path. */
  public String path(String name) {
    return Optional.ofNullable(pathValues.get(name)).orElseThrow();
  }

  /** The tenant's domain as it is reached by this call, with its port. */
  public String domain() {
    return TenantNames.domain(issuer);
  }

  @Override
  public Optional<String> clientId() {
    return bearer.clientId();
  }

  @Override
  public Optional<String> audience() {
    return Optional.of(ManagementApi.IDENTIFIER);
  }

  @Override
  public Optional<String> user() {
    return operation.path().startsWith("/api/v2/users/{")
        ? pathValues.values().stream().findFirst()
        : bearer.user();
  }

  @Override
  public Map<String, Object> facts(RefusalReason reason) {
    Map<String, Object> facts = new LinkedHashMap<>();
    switch (reason) {
      case INSUFFICIENT_SCOPE -> facts.put("message", ScopeCheck.message(operation.scopes()));
      case NOT_FOUND -> put(facts, kind.missing());
      case CONFLICT -> put(facts, kind.taken());
      default -> {}
    }
    return facts;
  }

  /** Reads leave nothing in the log, nor does what was refused. */
  @Override
  public List<LogFacts> logged(Decision<?> decided, Call call) {
    if (operation.method().equals("GET")) {
      return List.of();
    }
    return decided.<List<LogFacts>>fold(
        value -> {
          Answer answer = (Answer) value;
          LogFacts write = new ApiFacts(this, answer);
          return SignupFacts.of(this, answer, call.epoch().store().state())
              .map(signup -> List.of(write, signup))
              .orElseGet(() -> List.of(write));
        },
        refusal -> List.of());
  }

  private void put(Map<String, Object> facts, Words words) {
    String id = "";
    for (String value : pathValues.values()) {
      id = value;
    }
    facts.put("message", words.about(id).message());
    if (!words.errorCode().isEmpty()) {
      facts.put("error_code", words.errorCode());
    }
  }
}
