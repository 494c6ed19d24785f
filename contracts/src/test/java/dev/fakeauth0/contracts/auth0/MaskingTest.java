package dev.fakeauth0.contracts.auth0;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MaskingTest {

  private final Masking masking = new Masking();

  @Test
  void hides_tokens_by_their_form() {
    assertThat(masking.mask("it was eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln and that"))
        .isEqualTo("it was eyJ***** and that");
    assertThat(masking.mask("eyJhbGciOiJkaXIifQ..aXY.Y3Q.dGFn")).isEqualTo("eyJ*****");
  }

  @Test
  void hides_what_was_sent_as_a_secret() {
    masking.learn(Map.of("client_secret", "hush-hush", "username", "somebody"));

    assertThat(masking.mask("somebody says hush-hush")).isEqualTo("somebody says *****");
  }

  @Test
  void hides_what_came_as_a_secret() {
    masking.learnFrom("{\"client_id\":\"known-to-all\", \"client_secret\" : \"hush-hush\"}");

    assertThat(masking.mask("known-to-all hush-hush")).isEqualTo("known-to-all *****");
  }

  @Test
  void does_not_take_the_name_of_an_error_for_a_code() {
    masking.learnFrom("{\"code\":\"invalid_signup\"}");

    assertThat(masking.mask("invalid_signup")).isEqualTo("invalid_signup");
  }

  @Test
  void takes_no_common_word_for_a_secret() {
    masking.learn("x");

    assertThat(masking.mask("next")).isEqualTo("next");
  }

  @Test
  void reads_long_bodies() {
    masking.learnFrom("{\"token\":\"" + "a".repeat(1_000_000) + "\"}");

    assertThat(masking.mask("a".repeat(1_000_000))).isEqualTo("*****");
  }
}
