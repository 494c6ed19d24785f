package dev.fakeauth0.acceptance;

import dev.fakeauth0.contracts.TokenClientCase;
import dev.fakeauth0.contracts.TokenClientContract;
import dev.fakeauth0.contracts.TokenClientSettings;
import dev.fakeauth0.contracts.TokenClientSetup;
import dev.fakeauth0.contracts.TokenSource;
import dev.fakeauth0.junit.WithFakeAuth0;

/** The contract as a user writes it down, on a careful client: every test of it passes. */
@WithFakeAuth0
class CarefulTokenClientContractIT implements TokenClientContract {

  @Override
  public TokenSource client(TokenClientSetup setup) {
    return new CarefulTokenClient(setup);
  }

  @Override
  public TokenClientSettings settings() {
    return TokenClientSettings.defaults().insistingOn(TokenClientCase.REPLACES_IT_IN_TIME);
  }
}
