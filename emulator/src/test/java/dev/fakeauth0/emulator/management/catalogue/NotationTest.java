package dev.fakeauth0.emulator.management.catalogue;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotationTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET things | things.api:2: a path begins with a slash, unlike things",
        "GET /other | things.api:2: it belongs into another file",
        "FETCH /things | things.api:2: a method or `type` is wanted, not `FETCH`",
        "type Thing strong | things.api:2: `strong` is no type",
        "type Thing Other | things.api:2: there is no type Other, here or in shared",
        "type Thing string length 5 | things.api:2: limits are written 1..20, unlike `5`",
        "type Thing string lenght 1..5 | things.api:2: `lenght 1..5` is one too many",
        "type Thing { a string | things.api:2: a member or `}` is wanted",
        "type Thing any default x | things.api:2: `x` is not JSON",
      })
  void a_mistake_names_file_and_line(String line, String message) {
    assertThatThrownBy(() -> Notations.catalogue("things", "# first\n" + line))
        .isInstanceOf(NotationReader.Mistake.class)
        .hasMessage(message);
  }
}
