package dev.fakeauth0.contracts;

/** Code that gets access tokens, as {@link TokenClientExamination} calls it, from many threads. */
@FunctionalInterface
public interface TokenSource {

  /**
   * A token to call the API with now: kept from before, or a new one.
   *
   * @throws Exception if there is none to be had; its text, causes included, names no secret
   */
  String token() throws Exception;
}
