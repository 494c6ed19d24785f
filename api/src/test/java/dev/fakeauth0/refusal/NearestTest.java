package dev.fakeauth0.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

  @Test
  void finds_what_differs_by_slash_scheme_case_or_blanks() {
    List<String> known = List.of("https://api.example.com/");

    assertThat(Nearest.to("https://api.example.com", known)).isEqualTo(known);
    assertThat(Nearest.to("http://API.example.com/", known)).isEqualTo(known);
    assertThat(Nearest.to(" https://api.example.com//", known)).isEqualTo(known);
  }

  @Test
  void finds_slips_of_the_finger_best_first_and_few() {
    List<String> known =
        List.of("read:message", "reed:mesages", "read:messages", "a", "read:messagess");

    assertThat(Nearest.to("read:mesages", known))
        .containsExactly("reed:mesages", "read:messages", "read:message");
  }

  @Test
  void finds_nothing_in_what_is_far_off_or_endless() {
    assertThat(Nearest.to("https://elsewhere.example", List.of("https://api.example.com")))
        .isEmpty();
    assertThat(Nearest.to("a".repeat(300), List.of("a".repeat(300)))).isEmpty();
  }

  @Test
  void measures_distance() {
    assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    assertThat(Nearest.distance("abc", "abc")).isZero();
  }
}
