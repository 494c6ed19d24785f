package dev.fakeauth0.emulator.authentication.grant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

  /** The key of RFC 6238 appendix B, in base 32. */
  private static final String KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void makes_the_codes_of_the_standard(long second, String code) {
    assertThat(Totp.at(KEY, Instant.ofEpochSecond(second))).isEqualTo(code);
  }

  @Test
  void knows_the_step_of_a_code_one_before_and_one_after_the_present() {
    Instant now = Instant.ofEpochSecond(1111111109);
    long present = 1111111109L / 30;

    assertThat(Totp.step(KEY, "081804", now)).hasValue(present);
    assertThat(Totp.step(KEY, " 081804 ", now.minusSeconds(30))).hasValue(present);
    assertThat(Totp.step(KEY, "081804", now.plusSeconds(30))).hasValue(present);
    assertThat(Totp.step(KEY, "081804", now.minusSeconds(60))).isEmpty();
    assertThat(Totp.step(KEY, "081804", now.plusSeconds(60))).isEmpty();
  }

  @Test
  void makes_a_code_of_a_secret_that_is_empty() {
    assertThat(Totp.at("", Instant.EPOCH)).matches("[0-9]{6}");
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "f, MY",
    "fo, MZXQ",
    "foo, MZXW6",
    "foob, MZXW6YQ",
    "fooba, MZXW6YTB",
    "foobar, MZXW6YTBOI"
  })
  void writes_and_reads_base_32_as_the_standard_has_it(String text, String encoded) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);

    assertThat(Base32.encode(bytes)).isEqualTo(encoded);
    assertThat(Base32.decode(encoded)).isEqualTo(bytes);
  }

  @Test
  void writes_and_reads_every_byte() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }

    assertThat(Base32.decode(Base32.encode(bytes))).isEqualTo(bytes);
  }

  @Test
  void passes_over_what_is_no_digit_and_reads_small_letters() {
    assertThat(Base32.decode("mzxw 6ytb-oi======"))
        .isEqualTo("foobar".getBytes(StandardCharsets.US_ASCII));
  }
}
