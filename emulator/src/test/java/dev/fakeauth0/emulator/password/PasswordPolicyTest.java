package dev.fakeauth0.emulator.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.RandomIdSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordPolicyTest {

  private static final Document ADA =
      Document.of("email", "ada.fernwood@example.com", "name", "Ada Fernwood");

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource({
    "none, a, true",
    "low, abcde, false",
    "low, abcdef, true",
    "fair, abcdefgh, false",
    "fair, Abcdefg1, true",
    "good, Abcdefgh, false",
    "good, Abcdefg1, true",
    "good, Passwords hide their chuck, true",
    "excellent, Abcdefg1, false",
    "excellent, Abcdefg1234, true",
    "excellent, Abcdefg1111, false",
  })
  void knows_auth0s_levels(String level, String password, boolean accepted) {
    PasswordPolicy policy = PasswordPolicy.of(Document.of("passwordPolicy", level));

    Optional<PasswordWeakness> weakness = policy.weakness(password, ADA, List.of());

    assertThat(weakness.isEmpty()).isEqualTo(accepted);
  }

  @Test
  void takes_the_least_length_of_the_connection() {
    PasswordPolicy policy =
        PasswordPolicy.of(
            Document.of(
                "passwordPolicy",
                "none",
                "password_complexity_options",
                Document.of("min_length", 12)));

    assertThat(policy.weakness("short", ADA, List.of()))
        .map(PasswordWeakness::because)
        .contains("it has 5 characters, and 12 are wanted");
  }

  @Test
  void refuses_common_words_own_words_and_personal_data() {
    PasswordPolicy policy =
        PasswordPolicy.of(
            Document.of(
                "password_dictionary",
                Document.of("enable", true, "dictionary", List.of("Analytical")),
                "password_no_personal_info",
                Document.of("enable", true)));

    assertThat(kind(policy, "Password1")).contains(PasswordWeakness.Kind.DICTIONARY);
    assertThat(kind(policy, "analytical")).contains(PasswordWeakness.Kind.DICTIONARY);
    assertThat(kind(policy, "my-fernwood-1")).contains(PasswordWeakness.Kind.USER_INFO);
    assertThat(kind(policy, "engine")).isEmpty();
  }

  @Test
  void refuses_a_password_of_the_users_history() {
    PasswordPolicy policy =
        PasswordPolicy.of(Document.of("password_history", Document.of("enable", true, "size", 2)));
    var ids = RandomIdSource.seeded(1);
    List<String> newestFirst =
        List.of(
            PasswordHash.of("third", ids),
            PasswordHash.of("second", ids),
            PasswordHash.of("first", ids));

    assertThat(policy.weakness("second", ADA, newestFirst))
        .map(PasswordWeakness::kind)
        .contains(PasswordWeakness.Kind.HISTORY);
    assertThat(policy.weakness("first", ADA, newestFirst)).isEmpty();
  }

  @Test
  void knows_the_flexible_policy() {
    PasswordPolicy policy =
        PasswordPolicy.of(
            Document.of(
                "password_options",
                Document.of(
                    "complexity",
                    Document.of(
                        "min_length",
                        6,
                        "character_types",
                        List.of("lowercase", "number"),
                        "identical_characters",
                        "block",
                        "sequential_characters",
                        "block"))));

    assertThat(policy.weakness("acegik", ADA, List.of())).isPresent();
    assertThat(policy.weakness("aceg1k", ADA, List.of())).isEmpty();
    assertThat(policy.weakness("aaaeg1", ADA, List.of())).isPresent();
    assertThat(policy.weakness("abceg1", ADA, List.of())).isPresent();
  }

  private static Optional<PasswordWeakness.Kind> kind(PasswordPolicy policy, String password) {
    return policy.weakness(password, ADA, List.of()).map(PasswordWeakness::kind);
  }
}
