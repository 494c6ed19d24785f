package dev.fakeauth0.emulator.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadBackTest {

  private static final Document ALL =
      Document.of(
          "text",
          "\u00e9 \"\\ \ud83d\ude00",
          "number",
          1L,
          "large",
          new BigInteger("123456789012345678901234567890"),
          "fraction",
          1.5,
          "flag",
          true,
          "nothing",
          null,
          "list",
          Arrays.asList(1L, null, Map.of("in", "it"), List.of()),
          "object",
          Map.of("a", Map.of("b", "c")));

  @Test
  void reads_what_was_written() throws MalformedJson {
    assertThat(Json.readBack(Json.write(ALL), member -> true)).isEqualTo(ALL);
    assertThat(Json.readBack(Json.write(Document.EMPTY), member -> true)).isEqualTo(Document.EMPTY);
  }

  @Test
  void passes_over_members_that_are_not_wanted_but_not_over_what_is_in_the_others()
      throws MalformedJson {
    Document read =
        Json.readBack(Json.write(ALL), member -> member.equals("object") || member.equals("a"));

    assertThat(read).isEqualTo(Document.of("object", Map.of("a", Map.of("b", "c"))));
  }

  @Test
  void gives_what_nobody_can_change() throws MalformedJson {
    Document read = Json.readBack(Json.write(ALL), member -> true);

    assertThatThrownBy(() -> read.asMap().remove("text"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ((List<?>) read.asMap().get("list")).remove(0))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ((Map<?, ?>) read.asMap().get("object")).remove("a"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void says_when_something_else_wrote_it() {
    byte[] torn = "{\"a\":".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> Json.readBack(torn, member -> true)).isInstanceOf(MalformedJson.class);
  }
}
