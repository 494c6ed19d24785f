package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Rule;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A call whose request is read.
 *
 * @param <T> the request
 */
public final class Parsed<T> {

  private final Call call;
  private final Decision<T> request;

  Parsed(Call call, Decision<T> request) {
    this.call = call;
    this.request = request;
  }

  /**
   * Checks the request against a snapshot of the state, outside of the step that changes it: for
   * what takes long, such as verifying a signature or a password.
   */
  public <U> Parsed<U> read(BiFunction<T, TenantState, Decision<U>> check) {
    TenantState snapshot = call.epoch().store().state();
    Decision<U> checked = request.then(value -> check.apply(value, snapshot));
    call.about(checked);
    call.faults().pass(FaultPoint.STATE_READ, call);
    return new Parsed<>(call, checked);
  }

  /**
   * Answers what asks no rule, as the emulator's own endpoints do; a refusal by the route's door.
   */
  public Reply reply(Function<? super T, Outcome> granted) {
    return Minted.answer(call, request, granted);
  }

  /**
   * Decides the request over a snapshot: for rules that only read. They wait for nobody, and what
   * they would change is dropped.
   */
  public <R> Decided<R> consult(Rule<? super T, R> rule) {
    return Decided.over(call, request, rule);
  }

  /** Decides the request in one step: what the rule changed is the state afterwards. */
  public <R> Decided<R> decide(Rule<? super T, R> rule) {
    return Decided.by(call, request, rule);
  }
}
