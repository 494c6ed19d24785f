package dev.fakeauth0.contracts.auth0;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AuthenticatorAppTest {

  /** The secret of RFC 6238, appendix B, in base 32. */
  private final AuthenticatorApp app = new AuthenticatorApp("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

  @Test
  void shows_the_codes_of_the_rfc() {
    assertThat(app.code(Instant.ofEpochSecond(59))).isEqualTo("287082");
    assertThat(app.code(Instant.ofEpochSecond(1111111109))).isEqualTo("081804");
    assertThat(app.code(Instant.ofEpochSecond(20000000000L))).isEqualTo("353130");
  }

  @Test
  void knows_a_code_that_is_wrong_for_clocks_that_differ_too() {
    Instant now = Instant.ofEpochSecond(1111111109);

    String wrong = app.wrongCode(now);

    assertThat(wrong)
        .hasSize(6)
        .isNotEqualTo(app.code(now))
        .isNotEqualTo(app.code(now.plusSeconds(30)))
        .isNotEqualTo(app.code(now.minusSeconds(30)));
  }
}
