package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.emulator.pipeline.Delivery.Ending;
import dev.fakeauth0.emulator.pipeline.FailureBook.Slot;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.TokenDefect;
import dev.fakeauth0.emulator.token.TokenPlan;
import dev.fakeauth0.failure.FailureMode;
import dev.fakeauth0.failure.FailureRule;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The faults that the tenant's failure rules ask for. Without state: the rules and their counts are
 * the tenant's. Only calls that an endpoint answers are counted; a preflight or a path nobody
 * serves uses nothing up.
 */
public final class RuleFaults implements FaultLayer {

  /**
   * Ends a call at a fault point with an answer in the endpoint's place: nothing is committed.
   * Thrown by the layer and caught by the pipeline only.
   */
  static final class Answered extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    Answered(Reply reply) {
      super("a failure rule answers", null, false, false);
      this.reply = reply;
    }

    Reply reply() {
      return reply;
    }
  }

  @Override
  public void pass(FaultPoint point, Call call) {
    // Whom a request is about is known when it is parsed; a document is read without being asked.
    if (!call.faultless() && (point == FaultPoint.PARSED || point == FaultPoint.STATE_READ)) {
      strike(call, Slot.ANSWER).ifPresent(rule -> answerBefore(rule, call));
    }
  }

  @Override
  public Optional<Diagnosis> refusal(Call call) {
    return call.faultless()
        ? Optional.empty()
        : strike(call, Slot.REFUSAL).map(rule -> forced(rule, call));
  }

  @Override
  public TenantState seen(Call call, TenantState now) {
    if (call.faultless()) {
      return now;
    }
    Optional<FailureRule> late = strike(call, Slot.SEARCH);
    return late.isEmpty()
        ? now
        : call.epoch().past().at(call.tenant().now(now).minus(late.get().duration()), now);
  }

  @Override
  public TokenPlan plan(Call call, TokenPlan plan) {
    return call.faultless()
        ? plan
        : strike(call, Slot.TOKEN).map(rule -> defect(rule, call).plan(plan)).orElse(plan);
  }

  @Override
  public String token(Call call, String token) {
    return call.faultless()
        ? token
        : call.struck(Slot.TOKEN).map(rule -> defect(rule, call).token(token)).orElse(token);
  }

  @Override
  public Reply reply(Call call, Reply reply) {
    if (call.faultless()) {
      return reply;
    }
    Reply answer = keys(call, reply);
    Optional<FailureRule> late = strike(call, Slot.DELAY);
    Optional<FailureRule> spoilt = strike(call, Slot.ANSWER);
    if (late.isEmpty() && spoilt.isEmpty()) {
      return answer;
    }
    Duration delay = late.map(FailureRule::duration).orElse(Duration.ZERO);
    Ending ending = spoilt.map(rule -> ending(rule.mode())).orElse(Ending.WHOLE);
    return spoilt
        .map(rule -> spoilt(rule, answer))
        .orElse(answer)
        .sent(new Delivery(delay, ending));
  }

  private static void answerBefore(FailureRule rule, Call call) {
    if (rule.mode() == FailureMode.STATUS) {
      throw new Answered(proxy(Integer.parseInt(rule.argument().orElseThrow()), call));
    }
    if (rule.mode() == FailureMode.DROP_CONNECTION
        && rule.argument().equals(Optional.of("before"))) {
      // Never sent: the connection is reset in its place.
      throw new Answered(proxy(503, call));
    }
  }

  private static Ending ending(FailureMode mode) {
    return switch (mode) {
      case STALL -> Ending.STALLED;
      case DROP_CONNECTION -> Ending.RESET;
      case TRUNCATED_BODY -> Ending.TRUNCATED;
      default -> Ending.WHOLE;
    };
  }

  private static Reply spoilt(FailureRule rule, Reply reply) {
    return switch (rule.mode()) {
      case GARBAGE_BODY -> reply.withBody(garbage(reply.body()));
      case WRONG_CONTENT_TYPE -> reply.with("Content-Type", "text/html; charset=utf-8");
      default -> reply;
    };
  }

  /** The same length and nothing that parses: what a broken proxy or a wrong encoding gives. */
  private static byte[] garbage(byte[] body) {
    byte[] garbage = new byte[Math.max(16, body.length)];
    for (int i = 0; i < garbage.length; i++) {
      garbage[i] = (byte) "\u0001}<?%)]~".charAt(i % 8);
    }
    return garbage;
  }

  /** What a load balancer in front of Auth0 says when it cannot reach it. */
  private static Reply proxy(int status, Call call) {
    String page =
        "<html><head><title>" + status + "</title></head><body>" + status + "</body></html>";
    return Reply.of(status, "text/html", page).with("X-Auth0-RequestId", call.entry().id());
  }

  private static Reply keys(Call call, Reply reply) {
    if (reply.status() != 200) {
      return reply;
    }
    return strike(call, Slot.KEYS).map(rule -> keys(rule, call, reply)).orElse(reply);
  }

  private static Reply keys(FailureRule rule, Call call, Reply reply) {
    return switch (rule.mode()) {
      case JWKS_UNAVAILABLE -> proxy(503, call);
      case JWKS_EMPTY -> reply.withBody("{\"keys\":[]}".getBytes(StandardCharsets.UTF_8));
      case JWKS_MALFORMED -> reply.withBody(Arrays.copyOf(reply.body(), reply.body().length / 2));
      default -> reply.withBody(withoutCurrent(reply.body(), call));
    };
  }

  private static byte[] withoutCurrent(byte[] jwks, Call call) {
    String current = call.epoch().store().state().keys().current().kid();
    try {
      List<Document> others =
          Json.readObject(jwks).objects("keys").stream()
              .filter(key -> !key.string("kid", "").equals(current))
              .toList();
      return Json.write(Document.of("keys", others));
    } catch (MalformedJson e) {
      throw new IllegalStateException("the emulator's own JWKS is no JSON", e);
    }
  }

  private static TokenDefect defect(FailureRule rule, Call call) {
    return call.tenant().defect(rule.mode(), rule.argument(), call.epoch().store().state());
  }

  /** The refusal as the rule of Auth0 would have given it, and who really did. */
  private static Diagnosis forced(FailureRule rule, Call call) {
    RefusalReason reason = reason(rule, call).orElseThrow();
    Diagnosis diagnosis =
        reason.because("the failure rule %s asked for it", rule).fact("rule", rule.toString());
    Map<String, Object> facts =
        call.subject().map(subject -> subject.facts(reason)).orElse(Map.of());
    for (Map.Entry<String, Object> fact : facts.entrySet()) {
      diagnosis = diagnosis.fact(fact.getKey(), fact.getValue());
    }
    return diagnosis
        .remedy("it was forced: take the rule away with DELETE /__admin/failures, or reset")
        .remedy("where Auth0 itself refuses so: %s", rule.mode().remedy());
  }

  /** What a rule that refuses brings about in a call; none where it does not happen there. */
  private static Optional<RefusalReason> reason(FailureRule rule, Call call) {
    RefusalReason reason = RefusalReason.valueOf(rule.mode().name());
    return call.subject().isEmpty() ? Optional.of(reason) : call.subject().get().forced(reason);
  }

  /** The rule of a slot that acts on this call: asked for once, remembered from then on. */
  private static Optional<FailureRule> strike(Call call, Slot slot) {
    if (call.route().surface() == Surface.CONTROL || call.route().path().isEmpty()) {
      return Optional.empty();
    }
    return call.strike(slot, rule -> fits(rule, call));
  }

  private static boolean fits(FailureRule rule, Call call) {
    String path = call.route().path();
    return rule.mode().fits(path)
        && rule.covers(path)
        && (rule.mode().family() != FailureMode.Family.REFUSAL || reason(rule, call).isPresent())
        && (rule.client().isEmpty() || ofClient(rule.client().get(), call))
        && (rule.audience().isEmpty() || ofAudience(rule.audience().get(), call))
        && (rule.user().isEmpty() || rule.user().equals(call.subject().flatMap(Subject::user)));
  }

  /** By id or, as seeds name clients, by name. */
  private static boolean ofClient(String wanted, Call call) {
    Optional<String> id = call.subject().flatMap(Subject::clientId);
    return id.filter(wanted::equals).isPresent()
        || id.flatMap(call.epoch().store().state()::clientNamed)
            .filter(client -> client.name().equals(wanted) || client.goesBy(wanted))
            .isPresent();
  }

  /** By any spelling of the tenant; a request that names no API is about the default one. */
  private static boolean ofAudience(String wanted, Call call) {
    if (call.subject().isEmpty()) {
      return false;
    }
    TenantState state = call.epoch().store().state();
    TenantNames names = call.tenant().names();
    return call.subject()
        .get()
        .audience()
        .or(() -> state.settings().string("default_audience"))
        .filter(sent -> names.canonicalAudience(sent).equals(names.canonicalAudience(wanted)))
        .isPresent();
  }
}
