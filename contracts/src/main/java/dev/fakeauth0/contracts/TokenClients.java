package dev.fakeauth0.contracts;

/** Makes the token client that is examined. */
@FunctionalInterface
public interface TokenClients {

  /**
   * A token client that has no token yet.
   *
   * @param setup what it is configured with
   */
  TokenSource client(TokenClientSetup setup) throws Exception;
}
