package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.logout.BackChannel;
import dev.fakeauth0.emulator.management.catalogue.Operation;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Door;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.pipeline.Surface;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One operation of the Management API. */
final class ManagementEndpoint implements Endpoint {

  private final Operation operation;
  private final Shape shape;
  private final ResourceRules rules;
  private final Behaviour behaviour;
  private final Function<String, ResourceRules> rulesOf;

  ManagementEndpoint(
      Operation operation,
      Shape shape,
      ResourceRules rules,
      Behaviour behaviour,
      Function<String, ResourceRules> rulesOf) {
    this.operation = operation;
    this.shape = shape;
    this.rules = rules;
    this.behaviour = behaviour;
    this.rulesOf = rulesOf;
  }

  @Override
  public Route route() {
    return new Route(
        List.of(operation.method()), operation.path(), Surface.MANAGEMENT, Door.MANAGEMENT);
  }

  @Override
  public Reply answer(Call call) {
    var parsed = call.parse(this::request);
    // Reads wait for nobody; most calls are reads.
    if (operation.method().equals("GET")) {
      return parsed.consult(this::run).reply(ManagementEndpoint::managed);
    }
    return parsed
        .decide(this::run)
        .mint(
            (answer, keys, tampering) -> {
              BackChannel.tell(answer.logouts(), keys, call);
              return answer;
            })
        .reply(ManagementEndpoint::managed);
  }

  private static Outcome managed(Answer answer) {
    return new Outcome.Managed(answer.status(), answer.json(), answer.headers());
  }

  private Decision<ManagementRequest> request(Call call) {
    return BearerCheck.of(call)
        .then(bearer -> ScopeCheck.of(bearer, operation))
        .then(
            bearer -> {
              Map<String, String> pathValues = pathValues(call);
              Query query = Query.of(call.request().query());
              Optional<Diagnosis> wrong =
                  RequestCheck.path(operation, pathValues)
                      .or(() -> RequestCheck.query(operation, query));
              if (wrong.isPresent()) {
                return Decision.refuse(wrong.get());
              }
              return Body.of(call.request(), operation)
                  .map(
                      body ->
                          rules.prepared(
                              new ManagementRequest(
                                  operation,
                                  pathValues,
                                  query,
                                  body.value(),
                                  bearer,
                                  call.issuer(),
                                  call.tenant().name(),
                                  call.tenant().names()::canonicalAudience,
                                  call.tenant().signingKeys(),
                                  call::known,
                                  call.request(),
                                  call.epoch().log(),
                                  Kinds.of(shape.place())),
                              call.tenant().ids()));
            });
  }

  private Map<String, String> pathValues(Call call) {
    Map<String, String> values = new java.util.LinkedHashMap<>();
    for (int open = operation.path().indexOf('{');
        open >= 0;
        open = operation.path().indexOf('{', open + 1)) {
      String name = operation.path().substring(open + 1, operation.path().indexOf('}', open));
      values.put(name, call.pathParameter(name));
    }
    return values;
  }

  /** Runs the behaviour; what one that refuses had changed by then is taken back. */
  private Decision<Answer> run(ManagementRequest request, TenantDraft draft, Instant now) {
    TenantState before = draft.state();
    Work work = new Work(request, shape, rules, draft, now);
    Optional<Diagnosis> orphan = orphan(work);
    Decision<Answer> decision =
        orphan.isPresent() ? Decision.refuse(orphan.get()) : behaviour.run(work);
    if (decision.refused()) {
      draft.replace(before);
    }
    return decision.map(answer -> answer.telling(EndedSessions.of(work, before)));
  }

  /** The 404 of what the path leads through, if that is not there. */
  private Optional<Diagnosis> orphan(Work work) {
    List<String> values = List.copyOf(work.request().pathValues().values());
    for (int i = 0; i < shape.owners().size() && i < values.size(); i++) {
      String place = shape.owners().get(i);
      // Only what stands at the top is looked for; what is deeper belongs to the behaviour.
      if (place.indexOf('{') < 0) {
        Work owner = work.about(place, rulesOf.apply(place));
        if (owner.rules().find(values.get(i), owner).isEmpty()) {
          return Optional.of(Work.missing(place, values.get(i)));
        }
      }
    }
    return Optional.empty();
  }
}
