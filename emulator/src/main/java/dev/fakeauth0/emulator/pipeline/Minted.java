package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import java.util.function.Function;

/**
 * A call whose tokens are signed.
 *
 * @param <M> the tokens
 */
public final class Minted<M> {

  private final Call call;
  private final Decision<?> granted;
  private final Decision<M> tokens;

  /**
   * Tokens.
   *
   * @param granted what they were minted of
   */
  Minted(Call call, Decision<?> granted, Decision<M> tokens) {
    this.call = call;
    this.granted = granted;
    this.tokens = tokens;
  }

  /** Answers: tokens as given, a refusal by the route's door. */
  public Reply reply(Function<? super M, Outcome> shown) {
    call.committed(granted);
    return answer(call, tokens, shown);
  }

  static <T> Reply answer(Call call, Decision<T> decision, Function<? super T, Outcome> granted) {
    return decision.fold(
        value -> {
          call.entry().granted();
          return call.render(granted.apply(value));
        },
        diagnosis -> call.render(call.refusal(diagnosis, decision.more())));
  }

  /** A refusal that says more than the error, where it leaves by a door that has room for it. */
  static Outcome withMore(Outcome outcome, Document more) {
    return outcome instanceof Outcome.Refuse refused && !more.asMap().isEmpty()
        ? new Outcome.Refuse(refused.diagnosis(), refused.door(), more)
        : outcome;
  }
}
