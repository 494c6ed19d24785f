package dev.fakeauth0.emulator.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShownTest {

  @Test
  void shows_a_text_of_up_to_two_hundred_characters_as_it_was_sent() {
    String longest = "a".repeat(200);

    assertThat(Shown.text("ada@example.com")).isEqualTo("ada@example.com");
    assertThat(Shown.text(longest)).isEqualTo(longest);
    assertThat(Shown.text("")).isEmpty();
  }

  @Test
  void cuts_what_is_longer() {
    assertThat(Shown.text("a".repeat(201))).isEqualTo("a".repeat(200) + "...");
    assertThat(Shown.text("\n" + "a".repeat(200))).isEqualTo("\uFFFD" + "a".repeat(199) + "...");
  }

  @Test
  void replaces_what_would_break_the_line() {
    assertThat(Shown.text("a\r\nb\u0000c")).isEqualTo("a\uFFFD\uFFFDb\uFFFDc");
    assertThat(Shown.text("a".repeat(199) + "\n")).isEqualTo("a".repeat(199) + "\uFFFD");
  }

  @Test
  void keeps_what_a_refusal_says_beside_the_error_along_the_road() {
    Document more = Document.of("mfa_token", "a-token");
    Decision<String> refused =
        Decision.refuse(RefusalReason.MFA_REQUIRED.because("a factor is needed"), more);

    assertThat(refused.map(String::length).more()).isEqualTo(more);
    assertThat(refused.then(any -> Decision.grant(1)).more()).isEqualTo(more);
    assertThat(refused.refused()).isTrue();
    assertThat(Decision.grant("granted").more()).isEqualTo(Document.EMPTY);
    assertThat(Decision.grant("granted").refused()).isFalse();
  }

  @Test
  void names_the_client_of_credentials_and_no_secret() {
    PresentedCredentials sent =
        new PresentedCredentials(
            Optional.of("web"),
            Optional.of("web-secret"),
            Optional.of("web-secret"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThat(sent.toString()).isEqualTo("PresentedCredentials[web]");
  }
}
