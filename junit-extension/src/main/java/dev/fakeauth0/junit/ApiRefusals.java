package dev.fakeauth0.junit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the application under test refused by itself, with the token it was shown: its part of the
 * story, which no journal of a tenant has. Safe for use by many threads.
 */
final class ApiRefusals {

  private static final int MOST = 100;

  /**
   * One of its answers with status 401 or 403.
   *
   * @param call method, path and status
   * @param challenge the answer's {@code WWW-Authenticate} (RFC 6750, section 3)
   * @param token the bearer token of the call
   * @param audience the audience that the application is configured to ask for
   */
  record ApiRefusal(
      String call, Optional<String> challenge, Optional<String> token, Optional<String> audience) {

    /** Names no token. */
    @Override
    public String toString() {
      return "ApiRefusal[" + call + "]";
    }
  }

  private final List<ApiRefusal> all = new ArrayList<>();

  synchronized void add(ApiRefusal refusal) {
    if (all.size() < MOST) {
      all.add(refusal);
    }
  }

  synchronized List<ApiRefusal> all() {
    return List.copyOf(all);
  }

  synchronized void clear() {
    all.clear();
  }
}
