package dev.fakeauth0.emulator.token;

import dev.fakeauth0.emulator.tenant.KeyRing;

/**
 * Turns what a rule granted into signed tokens.
 *
 * @param <R> what was granted
 * @param <M> the tokens
 */
@FunctionalInterface
public interface Minter<R, M> {

  /**
   * Signs.
   *
   * @param granted what the rule granted
   * @param keys the keys of the state it was decided in
   * @param tampering is shown each token before and after signing, and may change it
   */
  M mint(R granted, KeyRing keys, Tampering tampering);

  /** Changes tokens on their way, where a failure rule asks for it. */
  interface Tampering {

    /** Changes nothing. */
    Tampering NONE =
        new Tampering() {
          @Override
          public TokenPlan plan(TokenPlan plan) {
            return plan;
          }

          @Override
          public String token(String token) {
            return token;
          }
        };

    /** The token to be signed. */
    TokenPlan plan(TokenPlan plan);

    /** The token as signed. */
    String token(String token);
  }
}
