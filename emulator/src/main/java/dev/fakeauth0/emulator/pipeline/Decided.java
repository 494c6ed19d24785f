package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Rule;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.tenant.TenantStore;
import dev.fakeauth0.emulator.token.Minter;
import dev.fakeauth0.emulator.token.TokenPlan;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Instant;
import java.util.function.Function;

/**
 * A call that is decided; the decision is committed.
 *
 * @param <R> what was granted
 */
public final class Decided<R> {

  private final Call call;
  private final Decision<R> decision;
  private final TenantState state;

  private Decided(Call call, Decision<R> decision, TenantState state) {
    this.call = call;
    this.decision = decision;
    this.state = state;
  }

  static <Q, R> Decided<R> by(Call call, Decision<Q> request, Rule<? super Q, R> rule) {
    call.faults().pass(FaultPoint.BEFORE_DECISION, call);
    TenantStore store = call.epoch().store();
    return request.fold(
        value ->
            call.faults()
                .refusal(call)
                .map(forced -> new Decided<R>(call, forced(call, forced), store.state()))
                .orElseGet(() -> committed(call, store, value, rule)),
        diagnosis ->
            new Decided<>(call, Decision.refuse(diagnosis, request.more()), store.state()));
  }

  static <Q, R> Decided<R> over(Call call, Decision<Q> request, Rule<? super Q, R> rule) {
    call.faults().pass(FaultPoint.BEFORE_DECISION, call);
    TenantState snapshot = call.faults().seen(call, call.epoch().store().state());
    return new Decided<>(
        call,
        request.then(
            value ->
                call.faults()
                    .refusal(call)
                    .map(forced -> Decided.<R>forced(call, forced))
                    .orElseGet(
                        () ->
                            rule.decide(
                                value,
                                TenantDraft.of(snapshot, call.tenant().ids()),
                                call.tenant().now(snapshot)))),
        snapshot);
  }

  private static <R> Decision<R> forced(Call call, Diagnosis forced) {
    return Decision.refuse(
        forced,
        call.subject()
            .map(subject -> subject.more(forced.reason(), call.tenant().ids()))
            .orElse(Document.EMPTY));
  }

  private static <Q, R> Decided<R> committed(
      Call call, TenantStore store, Q request, Rule<? super Q, R> rule) {
    TenantStore.Change<Decision<R>> change =
        store.change(
            draft -> {
              TenantState before = draft.state();
              Instant now = call.tenant().now(before);
              Decision<R> decision = rule.decide(request, draft, now);
              call.epoch().past().changed(before, draft.state(), now);
              return decision;
            });
    return new Decided<>(call, change.result(), change.state());
  }

  /** Decides once more on what was granted: a commit of its own. */
  public <S> Decided<S> decide(Rule<? super R, S> rule) {
    return by(call, decision, rule);
  }

  /** Signs what was granted, with the keys of the state it was decided in. */
  public <M> Minted<M> mint(Minter<? super R, M> minter) {
    call.faults().pass(FaultPoint.BEFORE_MINT, call);
    Decision<M> minted = decision.map(granted -> minter.mint(granted, state.keys(), tampering()));
    call.faults().pass(FaultPoint.MINTED, call);
    return new Minted<>(call, decision, minted);
  }

  /** Answers: what was granted as given, a refusal by the route's door. */
  public Reply reply(Function<? super R, Outcome> granted) {
    call.committed(decision);
    return Minted.answer(call, decision, granted);
  }

  /** Answers: what was granted as given, a refusal as given. */
  public Reply reply(
      Function<? super R, Outcome> granted, Function<? super Diagnosis, Outcome> refused) {
    call.committed(decision);
    return decision.fold(
        value -> {
          call.entry().granted();
          return call.render(granted.apply(value));
        },
        diagnosis -> call.render(refused.apply(diagnosis)));
  }

  private Minter.Tampering tampering() {
    return new Minter.Tampering() {
      @Override
      public TokenPlan plan(TokenPlan plan) {
        return call.faults().plan(call, plan);
      }

      @Override
      public String token(String token) {
        return call.faults().token(call, token);
      }
    };
  }
}
