package dev.fakeauth0.emulator.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.pipeline.Headers;
import dev.fakeauth0.emulator.pipeline.Request;
import dev.fakeauth0.emulator.pipeline.Requests;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ParametersTest {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int ROUNDS = 2_000;

  @Test
  void decodes_a_form() {
    Parameters parameters = read(FORM, "a=b+c%2Bd&e=%C3%A9&&=ignored&f&g=");

    assertThat(parameters.get("a")).contains("b c+d");
    assertThat(parameters.get("e")).contains("é");
    assertThat(parameters.get("f")).isEmpty();
    assertThat(parameters.get("g")).isEmpty();
  }

  @Test
  void reads_latin_1_where_the_content_type_says_so() {
    assertThat(read(FORM + "; charset=ISO-8859-1", "a=%E9").get("a")).contains("é");
  }

  @Test
  void takes_a_media_type_in_any_case_with_any_parameters() {
    assertThat(read("APPLICATION/JSON;v=1; Charset=\"UTF-8\"", "{\"a\":\"b\"}").get("a"))
        .contains("b");
  }

  @Test
  void counts_null_and_empty_values_as_left_out() {
    Parameters parameters = read("application/json", "{\"a\":null,\"b\":\"\"}");

    assertThat(parameters.get("a")).isEmpty();
    assertThat(parameters.get("b")).isEmpty();
  }

  @Test
  void counts_a_body_of_another_type_as_empty() {
    assertThat(read("text/plain", "a=b").get("a")).isEmpty();
    assertThat(read("", "a=b").get("a")).isEmpty();
    assertThat(read("application/json-patch+json", "{").get("a")).isEmpty();
  }

  @Test
  void does_not_read_the_query() {
    Request request = Requests.post("/oauth/token?a=b", "c=d", "Content-Type", FORM);

    assertThat(granted(Parameters.of(request, List.of("a"))).get("a")).isEmpty();
  }

  @Test
  void refuses_what_it_cannot_read() {
    assertThat(refused(FORM, "a=%4")).isEqualTo(RefusalReason.MALFORMED_BODY);
    assertThat(refused(FORM, "a=%zz")).isEqualTo(RefusalReason.MALFORMED_BODY);
    assertThat(refused(FORM, "%")).isEqualTo(RefusalReason.MALFORMED_BODY);
    assertThat(refused(FORM, "a=%ff")).isEqualTo(RefusalReason.MALFORMED_BODY);
    assertThat(refused(FORM + ";charset=utf-7", "a=b")).isEqualTo(RefusalReason.MALFORMED_BODY);
    assertThat(refused("application/json", "{\"a\":1} x")).isEqualTo(RefusalReason.MALFORMED_BODY);
    assertThat(refused("application/json", "null")).isEqualTo(RefusalReason.MALFORMED_BODY);
    assertThat(refused("application/json", " ")).isEqualTo(RefusalReason.MALFORMED_BODY);
    assertThat(refused("application/json", "{\"a\":".repeat(5_000)))
        .isEqualTo(RefusalReason.MALFORMED_BODY);
  }

  @Test
  void refuses_bytes_that_are_no_text() {
    byte[] bytes = {'a', '=', (byte) 0xC3};

    assertThat(refusal(FORM, bytes).reason()).isEqualTo(RefusalReason.MALFORMED_BODY);
    assertThat(refusal("application/json", bytes).reason()).isEqualTo(RefusalReason.MALFORMED_BODY);
  }

  @Test
  void refuses_a_parameter_that_is_there_twice_known_or_not() {
    assertThat(refusal(FORM, "x=1&x=1".getBytes(StandardCharsets.UTF_8)).facts())
        .containsEntry("parameter", "x");
    assertThat(refused(FORM, "x=&%78=1")).isEqualTo(RefusalReason.PARAMETER_REPEATED);
    assertThat(
            refusal("application/json", "{\"x\":1,\"x\":2}".getBytes(StandardCharsets.UTF_8))
                .facts())
        .containsEntry("parameter", "x");
  }

  @Test
  void wants_strings_of_the_parameters_it_knows_only() {
    assertThat(refused("application/json", "{\"a\":1}")).isEqualTo(RefusalReason.PARAMETER_INVALID);
    assertThat(refused("application/json", "{\"a\":{}}"))
        .isEqualTo(RefusalReason.PARAMETER_INVALID);
    assertThat(refused("application/json", "{\"a\":false}"))
        .isEqualTo(RefusalReason.PARAMETER_INVALID);
    assertThat(read("application/json", "{\"other\":[]}").get("other")).isEmpty();
  }

  @Test
  void shows_names_and_no_values() {
    assertThat(read(FORM, "client_secret=hush")).hasToString("Parameters[client_secret]");
  }

  /** Whatever is encoded as a form or as JSON is read back, of a seed that a failure names. */
  @Test
  void reads_back_what_was_encoded() {
    long seed = System.nanoTime();
    Random random = new Random(seed);

    for (int round = 0; round < ROUNDS; round++) {
      Map<String, String> values = new LinkedHashMap<>();
      StringBuilder form = new StringBuilder();
      for (int i = random.nextInt(5); i >= 0; i--) {
        String name = "n" + i + text(random);
        String value = text(random);
        values.put(name, value);
        form.append(form.length() == 0 ? "" : "&")
            .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
            .append('=')
            .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
      }
      Parameters ofForm = read(FORM, form.toString());
      Parameters ofJson = read("application/json", Json.text(values));
      values.forEach(
          (name, value) -> {
            assertThat(ofForm.get(name).orElse("")).as("seed %d", seed).isEqualTo(value);
            assertThat(ofJson.get(name).orElse("")).as("seed %d", seed).isEqualTo(value);
          });
    }
  }

  /** Any bytes at all are granted or refused; none make it throw. */
  @Test
  void answers_whatever_bytes_come() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String alphabet = "a=&%+{}[]\":,0x \\u\u00e9\r\n\0";

    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes;
      if (random.nextBoolean()) {
        bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
      } else {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
          text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      }
      String type = random.nextBoolean() ? FORM : "application/json";

      Decision<Parameters> decision = Parameters.of(request(type, bytes), List.of("a"));

      assertThat(decision).as("seed %d", seed).isNotNull();
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      int character =
          switch (random.nextInt(4)) {
            case 0 -> 0x1F600 + random.nextInt(40);
            case 1 -> random.nextInt(0x20);
            case 2 -> 0xA0 + random.nextInt(0x300);
            default -> 0x20 + random.nextInt(0x5F);
          };
      text.appendCodePoint(character);
    }
    return text.toString();
  }

  private static Parameters read(String contentType, String body) {
    return granted(
        Parameters.of(
            request(contentType, body.getBytes(StandardCharsets.UTF_8)), List.of("a", "b")));
  }

  private static RefusalReason refused(String contentType, String body) {
    return refusal(contentType, body.getBytes(StandardCharsets.UTF_8)).reason();
  }

  private static Diagnosis refusal(String contentType, byte[] body) {
    return Parameters.of(request(contentType, body), List.of("a", "b"))
        .fold(
            parameters -> {
              throw new AssertionError("read " + parameters);
            },
            diagnosis -> diagnosis);
  }

  private static Parameters granted(Decision<Parameters> decision) {
    return decision.fold(
        parameters -> parameters,
        diagnosis -> {
          throw new AssertionError(diagnosis.toString());
        });
  }

  private static Request request(String contentType, byte[] body) {
    Request empty = Requests.post("/oauth/token", "");
    return new Request(
        "POST",
        "/oauth/token",
        "",
        contentType.isEmpty() ? Headers.NONE : Headers.of("Content-Type", contentType),
        body,
        false,
        empty.remote(),
        empty.listener());
  }
}
