package dev.fakeauth0.junit;

import dev.fakeauth0.FakeAuth0;

/** What generated classes call: they are of another loader, and see public types only. */
public final class SuiteCalls {

  private SuiteCalls() {}

  /** The status of a request for a token. */
  public static int token(FakeAuth0 auth0) {
    return Calls.token(auth0, "m2m").statusCode();
  }
}
