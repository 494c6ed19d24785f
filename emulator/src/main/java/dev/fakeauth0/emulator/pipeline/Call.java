package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.KnownTenant;
import dev.fakeauth0.failure.FailureRule;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way. An endpoint takes it through the stages; each stage gives the next one's
 * type, so their order is checked by the compiler, and each passes its fault points and notes
 * itself in the journal, so no endpoint can forget to.
 *
 * <pre>{@code
 * call.parse(TokenRequest::from).decide(rule).mint(minter).reply(TokenReply::of)
 * }</pre>
 */
public final class Call {

  private final Request request;
  private final Tenant tenant;
  private final Tenant.Epoch epoch;
  private final String issuer;
  private final OpenEntry entry;
  private final FaultLayer faults;
  private final Neighbours neighbours;
  private @Nullable Endpoint endpoint;
  private Route route;
  private Map<String, String> pathParameters = Map.of();
  private Optional<Subject> subject = Optional.empty();
  private @Nullable Map<FailureBook.Slot, Optional<FailureRule>> struck;

  Call(
      Request request,
      Tenant tenant,
      Tenant.Epoch epoch,
      String issuer,
      OpenEntry entry,
      FaultLayer faults,
      Neighbours neighbours) {
    this.request = request;
    this.tenant = tenant;
    this.epoch = epoch;
    this.route = Route.unknown(Surface.of(request.path()));
    this.issuer = issuer;
    this.entry = entry;
    this.faults = faults;
    this.neighbours = neighbours;
  }

  /** The request. */
  public Request request() {
    return request;
  }

  /** The tenant that answers. */
  public Tenant tenant() {
    return tenant;
  }

  /** The tenant's state, journal and rate windows as they were when the call came in. */
  public Tenant.Epoch epoch() {
    return epoch;
  }

  /** The issuer as the tenant is reached by this call, ending in a slash. */
  public String issuer() {
    return issuer;
  }

  /** The tenant's domain as it is reached by this call, with its port. */
  public String domain() {
    return TenantNames.domain(issuer);
  }

  /** The tenant in a state, as tokens are judged by it that come with this call. */
  public KnownTenant known(TenantState state) {
    return KnownTenant.of(
        state,
        tenant.names().issuers(issuer),
        tenant.names()::canonicalAudience,
        neighbours::tenantOfKey);
  }

  /** The id of the call's journal entry. */
  public String id() {
    return entry.id();
  }

  /** Where the answering endpoint stands. */
  public Route route() {
    return route;
  }

  /** What stood in a brace of the route's path, percent-decoded. */
  public String pathParameter(String name) {
    return Optional.ofNullable(pathParameters.get(name)).orElseThrow();
  }

  /** What the other tenants know. */
  public Neighbours neighbours() {
    return neighbours;
  }

  /** Whom the request is about, once it is parsed. */
  public Optional<Subject> subject() {
    return subject;
  }

  /** Leaves a word in the call's journal entry. */
  public void note(String sentence) {
    entry.note(sentence);
  }

  /** First stage: the endpoint reads the request, or refuses one it cannot read. */
  public <T> Parsed<T> parse(Function<Call, Decision<T>> parser) {
    Decision<T> parsed = parser.apply(this);
    about(parsed);
    faults.pass(FaultPoint.PARSED, this);
    return new Parsed<>(this, parsed);
  }

  /** Whom a request is about, as far as it was read and checked. */
  void about(Decision<?> request) {
    request.fold(
        value -> {
          if (value instanceof Subject named) {
            subject = Optional.of(named);
            entry.subject(named);
          }
          return value;
        },
        diagnosis -> diagnosis);
  }

  /** The only stage of a call that decides nothing: shows something of the state. */
  public Reply show(Function<TenantState, Outcome> view) {
    faults.pass(FaultPoint.STATE_READ, this);
    return render(
        faults.refusal(this).map(this::refusal).orElseGet(() -> view.apply(epoch.store().state())));
  }

  /** What a refusal of this call says on the wire. */
  public String words(Diagnosis diagnosis) {
    return WireForms.find(route.door(), diagnosis.reason())
        .map(form -> WireForms.filled(form.text(), diagnosis))
        .orElseGet(diagnosis::because);
  }

  /** What was decided is committed: the tenant's log says so. */
  void committed(Decision<?> decision) {
    if (subject.isPresent()) {
      for (LogFacts facts : subject.get().logged(decision, this)) {
        epoch.log().add(entry.at(), facts);
      }
    }
  }

  /**
   * Leaves a record in the tenant's log, now or after the call is answered.
   *
   * @param facts what it says
   */
  public void log(LogFacts facts) {
    epoch.log().add(tenant.now(epoch.store().state()), facts);
  }

  void routed(Endpoint found, Map<String, String> parameters) {
    endpoint = found;
    route = found.route();
    pathParameters = parameters;
    entry.endpoint(route.name());
  }

  /** How a refusal of this call leaves. */
  Outcome refusal(Diagnosis diagnosis) {
    Endpoint answering = endpoint;
    return answering == null
        ? new Outcome.Refuse(diagnosis, route.door())
        : answering.refusal(this, diagnosis);
  }

  Outcome refusal(Diagnosis diagnosis, Document more) {
    Endpoint answering = endpoint;
    return answering == null ? refusal(diagnosis) : answering.refusal(this, diagnosis, more);
  }

  /** Whether there is no failure rule to ask: the case of most calls, which pays nothing. */
  boolean faultless() {
    return struck == null && epoch.failures().isEmpty();
  }

  /** The rule of a slot that acts on this call: the book is asked, and counts, once. */
  Optional<FailureRule> strike(FailureBook.Slot slot, Predicate<FailureRule> fits) {
    if (struck == null) {
      struck = new EnumMap<>(FailureBook.Slot.class);
    }
    Optional<FailureRule> known = struck.get(slot);
    if (known == null) {
      known = epoch.failures().strike(slot, fits);
      known.ifPresent(rule -> entry.fault(rule.toString()));
      struck.put(slot, known);
    }
    return known;
  }

  /** The rule of a slot that was found to act on this call. */
  Optional<FailureRule> struck(FailureBook.Slot slot) {
    return struck == null ? Optional.empty() : struck.getOrDefault(slot, Optional.empty());
  }

  FaultLayer faults() {
    return faults;
  }

  OpenEntry entry() {
    return entry;
  }

  Reply render(Outcome outcome) {
    if (outcome instanceof Outcome.Refuse refused) {
      entry.refused(refused.diagnosis());
    }
    if (outcome instanceof Outcome.Told told) {
      entry.refused(told.diagnosis());
    }
    Reply reply = Rendering.of(outcome);
    // Recorded: the token endpoint's errors name no charset, those of the endpoints beside it do.
    return outcome instanceof Outcome.Refuse refused
            && refused.door() == Door.TOKEN
            && !route.path().equals("/oauth/token")
        ? reply.with("Content-Type", "application/json; charset=utf-8")
        : reply;
  }
}
