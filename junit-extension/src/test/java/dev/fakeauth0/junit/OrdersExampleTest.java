package dev.fakeauth0.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.FakeAuth0;
import org.junit.jupiter.api.Test;

/** The example of docs/junit.md. */
@WithFakeAuth0
class OrdersExampleTest {

  @Test
  @FailsWith("rate-limited@/oauth/token;times=1")
  void survives_a_rate_limit(FakeAuth0 auth0) {
    assertThat(Calls.token(auth0, "m2m").statusCode()).isEqualTo(429);
    assertThat(Calls.token(auth0, "m2m").statusCode()).isEqualTo(200);
  }
}
