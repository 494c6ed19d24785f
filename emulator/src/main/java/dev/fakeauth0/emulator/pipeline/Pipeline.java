package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The road every call takes: the journal entry is opened, tenant and endpoint are found, the
 * endpoint answers through the stages, the common headers are added, the entry is completed.
 * Whatever happens on the way, there is an answer and an entry.
 */
public final class Pipeline implements CallHandler {

  private final TenantDirectory tenants;
  private final Router router;
  private final FaultLayer faults;
  private final Consumer<String> log;

  /** The road over these endpoints and no others. */
  public Pipeline(
      TenantDirectory tenants, List<Endpoint> endpoints, FaultLayer faults, Consumer<String> log) {
    this(tenants, endpoints, List.of(), faults, log);
  }

  /**
   * The road over these endpoints.
   *
   * @param sources endpoints that are looked up as they are called
   * @param log takes one line per refusal
   */
  public Pipeline(
      TenantDirectory tenants,
      List<Endpoint> endpoints,
      List<EndpointSource> sources,
      FaultLayer faults,
      Consumer<String> log) {
    this.tenants = tenants;
    this.router = new Router(endpoints, sources);
    this.faults = faults;
    this.log = log;
  }

  @Override
  public Reply handle(Request request) {
    TenantDirectory.Found found = tenants.of(request);
    Tenant tenant = found.tenant();
    Tenant.Epoch epoch = tenant.epoch();
    OpenEntry entry =
        new OpenEntry(
            tenant.ids().requestId(), tenant.now(epoch.store().state()), tenant.name(), request);
    found.note().ifPresent(entry::note);
    Call call =
        new Call(
            request,
            tenant,
            epoch,
            tenant.names().issuer(request),
            entry,
            faults,
            tenants.neighboursOf(tenant));
    Reply reply;
    try {
      reply = answer(call);
    } catch (RuleFaults.Answered instead) {
      reply = faults.reply(call, instead.reply());
    } catch (RuntimeException | Error defect) {
      reply = apology(call, defect);
    }
    if (reply.delivery().ending().answers()) {
      entry.completed(reply);
    }
    if (call.route().surface() != Surface.CONTROL || entry.diagnosis().isPresent()) {
      // Who polls the journal, or sets the clock, must not push the tenant's calls out of it.
      epoch.ring().add(entry);
    }
    entry.diagnosis().ifPresent(diagnosis -> log.accept(line(call, diagnosis)));
    faults.pass(FaultPoint.SENT, call);
    return reply;
  }

  private Reply answer(Call call) {
    faults.pass(FaultPoint.RECEIVED, call);
    Request request = call.request();
    Optional<Router.Match> match = router.find(request.method(), request.path());
    Optional<Endpoint> endpoint = match.flatMap(Router.Match::endpoint);
    endpoint.ifPresent(found -> call.routed(found, match.orElseThrow().parameters()));
    RateWindows.Standing standing =
        call.epoch()
            .windows()
            .count(
                call.route().surface(),
                call.epoch().store().state().limits(),
                call.tenant().now(call.epoch().store().state()));
    faults.pass(FaultPoint.ROUTED, call);
    Reply reply =
        CrossOrigin.preflight(call, match.isPresent())
            .orElseGet(() -> routed(call, match, endpoint, standing));
    Reply complete = CommonHeaders.added(CrossOrigin.allowed(reply, call), call, standing);
    faults.pass(FaultPoint.RENDERED, call);
    return faults.reply(call, complete);
  }

  private static Reply routed(
      Call call,
      Optional<Router.Match> match,
      Optional<Endpoint> endpoint,
      RateWindows.Standing standing) {
    if (endpoint.isEmpty()) {
      return refuse(call, match.isPresent() ? methodNotAllowed(call) : notFound(call));
    }
    if (standing.exceeded()) {
      return refuse(call, limited(standing));
    }
    if (call.request().bodyTooLarge()) {
      return refuse(
          call,
          RefusalReason.BODY_TOO_LARGE
              .because("the body is larger than the emulator reads")
              .remedy("send a smaller body, or start the emulator with a larger --max-body"));
    }
    return endpoint.get().answer(call);
  }

  private static Reply refuse(Call call, Diagnosis diagnosis) {
    return call.render(call.refusal(diagnosis));
  }

  private static Diagnosis notFound(Call call) {
    String path = call.request().path();
    if (path.startsWith("introspect", path.lastIndexOf('/') + 1)) {
      return introspection(call);
    }
    return RefusalReason.NOT_FOUND
        .because("nothing is served at %s", call.request().path())
        .fact("method", call.request().method())
        .fact("path", call.request().path())
        .remedy(
            "check the path; the endpoints served are named at %s",
            call.issuer() + ".well-known/openid-configuration");
  }

  /** Where an API has to look instead of RFC 7662's endpoint; Auth0 page "Access Tokens". */
  private static Diagnosis introspection(Call call) {
    return RefusalReason.NOT_FOUND
        .because("Auth0 has no introspection endpoint (RFC 7662), at this path or at any other")
        .fact("method", call.request().method())
        .fact("path", call.request().path())
        .remedy(
            "let the API verify tokens itself, by the keys of %s",
            call.issuer() + ".well-known/jwks.json")
        .remedy(
            "a token that is no JWT was asked for without an audience: ask with"
                + " audience=<identifier of the API>, or set the tenant's default_audience")
        .remedy("an opaque token is good at %s and nowhere else", call.issuer() + "userinfo");
  }

  private static Diagnosis methodNotAllowed(Call call) {
    return RefusalReason.METHOD_NOT_ALLOWED
        .because("%s is served, but not by %s", call.request().path(), call.request().method())
        .fact("method", call.request().method())
        .fact("path", call.request().path())
        .remedy("use the method that Auth0's documentation names; Auth0 answers 404 to others");
  }

  private static Diagnosis limited(RateWindows.Standing standing) {
    return RefusalReason.RATE_LIMITED
        .because("the %d calls of this window are used up", standing.limit())
        .fact("limit", standing.limit())
        .fact("retry_after_seconds", standing.retryAfter())
        .remedy("wait for Retry-After, and honour it in the client")
        .remedy("raise or remove fakeAuth0.limits in the seed");
  }

  private Reply apology(Call call, Throwable defect) {
    log.accept("defect: " + call.request() + " failed with " + defect + " at " + place(defect));
    Diagnosis diagnosis =
        RefusalReason.INTERNAL_ERROR
            .because("the emulator failed: this is a defect of the emulator, not of your request")
            .fact("defect", String.valueOf(defect))
            .fact("at", place(defect))
            .remedy("report it with this journal entry");
    Reply reply;
    try {
      reply = refuse(call, diagnosis);
    } catch (RuntimeException | StackOverflowError again) {
      // The page that would say so is what failed.
      reply = call.render(new Outcome.Refuse(diagnosis, Door.PLAIN));
    }
    return reply.with("X-Auth0-RequestId", call.entry().id());
  }

  private static String place(Throwable defect) {
    StackTraceElement[] trace = defect.getStackTrace();
    return trace.length == 0 ? "an unknown place" : trace[0].toString();
  }

  private static String line(Call call, Diagnosis diagnosis) {
    return call.tenant().name()
        + " refused "
        + call.request()
        + " ["
        + call.entry().id()
        + "] "
        + diagnosis;
  }
}
