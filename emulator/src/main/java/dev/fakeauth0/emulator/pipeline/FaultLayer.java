package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.TokenPlan;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.Optional;

/**
 * Asked as a call passes a {@link FaultPoint}. Endpoints and rules know nothing of it: the stages
 * ask.
 */
public interface FaultLayer {

  /** Lets everything pass. */
  FaultLayer NONE = new FaultLayer() {};

  /** The call passes a point. May take its time, or end the call by throwing. */
  default void pass(FaultPoint point, Call call) {}

  /** A refusal to be given in the rule's place; asked at {@link FaultPoint#BEFORE_DECISION}. */
  default Optional<Diagnosis> refusal(Call call) {
    return Optional.empty();
  }

  /** The state that a rule that only reads is asked over. */
  default TenantState seen(Call call, TenantState now) {
    return now;
  }

  /** The token to be signed; asked at {@link FaultPoint#BEFORE_MINT}. */
  default TokenPlan plan(Call call, TokenPlan plan) {
    return plan;
  }

  /** The token as signed; asked at {@link FaultPoint#MINTED}. */
  default String token(Call call, String token) {
    return token;
  }

  /** The answer to be sent; asked at {@link FaultPoint#RENDERED}. */
  default Reply reply(Call call, Reply reply) {
    return reply;
  }
}
