package dev.fakeauth0.testcontainers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void reads_what_it_wrote() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("text", "\u0131\"\\\n\u20ac");
    value.put("numbers", List.of(7L, 1.5, new BigInteger("123456789012345678901234567890")));
    value.put("flags", Arrays.asList(true, false, null));
    value.put("object", Map.of("a", Map.of()));

    assertThat(Json.read(Json.write(value))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1,", "{\"a\":}", "<html>", "tru"})
  void refuses_what_is_not_json(String text) {
    assertThatThrownBy(() -> Json.read(text.getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not JSON");
  }

  @Test
  void names_a_class_that_json_has_no_form_for() {
    assertThatThrownBy(() -> Json.write(Map.of("when", java.time.Instant.EPOCH)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("JSON has no form for a java.time.Instant");
  }
}
