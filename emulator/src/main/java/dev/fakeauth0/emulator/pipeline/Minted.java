package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.emulator.decision.Decision;
import java.util.function.Function;

/**
 * A call whose tokens are signed.
 *
 * @param <M> the tokens
 */
public final class Minted<M> {

  private final Call call;
  private final Decision<M> tokens;

  Minted(Call call, Decision<M> tokens) {
    this.call = call;
    this.tokens = tokens;
  }

  /** Answers: tokens as given, a refusal by the route's door. */
  public Reply reply(Function<? super M, Outcome> granted) {
    return answer(call, tokens, granted);
  }

  static <T> Reply answer(Call call, Decision<T> decision, Function<? super T, Outcome> granted) {
    return decision.fold(
        value -> {
          call.entry().granted();
          return call.render(granted.apply(value));
        },
        diagnosis -> call.render(new Outcome.Refuse(diagnosis, call.route().door())));
  }
}
