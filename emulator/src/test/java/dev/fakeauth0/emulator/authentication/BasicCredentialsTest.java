package dev.fakeauth0.emulator.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.pipeline.Headers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BasicCredentialsTest {

  @Test
  void decodes_id_and_secret() {
    BasicCredentials credentials = read("basic  " + base64("m%3A2m:s%2Bc:r+t")).orElseThrow();

    assertThat(credentials.id()).isEqualTo("m:2m");
    assertThat(credentials.secret()).isEqualTo("s+c:r t");
    assertThat(credentials.asSent()).isEqualTo("s%2Bc:r+t");
  }

  @Test
  void leaves_other_schemes_alone() {
    assertThat(read("Bearer abc")).isEmpty();
    assertThat(read("Basically")).isEmpty();
  }

  @Test
  void refuses_what_it_cannot_read() {
    assertThat(refused("Basic")).isTrue();
    assertThat(refused("Basic ???")).isTrue();
    assertThat(refused("Basic " + base64("no colon"))).isTrue();
    assertThat(refused("Basic " + base64("id:50%"))).isTrue();
    assertThat(refused("Basic " + base64("id:%ff"))).isTrue();
    assertThat(
            refused("Basic " + Base64.getEncoder().encodeToString(new byte[] {(byte) 0xC3, ':'})))
        .isTrue();
    assertThat(
            BasicCredentials.of(
                    Headers.of("Authorization", "Basic YTpi", "authorization", "Basic YTpi"))
                .refused())
        .isTrue();
  }

  @Test
  void shows_no_secret() {
    assertThat(read("Basic " + base64("id:hush"))).hasToString("Optional[BasicCredentials[id]]");
  }

  /** Whatever is encoded is read back, of a seed that a failure names. */
  @Test
  void reads_back_what_was_encoded() {
    long seed = System.nanoTime();
    Random random = new Random(seed);

    for (int round = 0; round < 2_000; round++) {
      String id = text(random);
      String secret = text(random);
      BasicCredentials read =
          read("Basic " + base64(encoded(id) + ":" + encoded(secret))).orElseThrow();

      assertThat(read.id()).as("seed %d", seed).isEqualTo(id);
      assertThat(read.secret()).as("seed %d", seed).isEqualTo(secret);
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.appendCodePoint(
          random.nextBoolean() ? random.nextInt(0x80) : 0x1F600 + random.nextInt(40));
    }
    return text.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Optional<BasicCredentials> read(String header) {
    return BasicCredentials.of(Headers.of("Authorization", header))
        .fold(
            credentials -> credentials,
            diagnosis -> {
              throw new AssertionError(diagnosis.toString());
            });
  }

  private static boolean refused(String header) {
    return BasicCredentials.of(Headers.of("Authorization", header)).refused();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
