package dev.fakeauth0.emulator.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.tenant.RandomIdSource;
import org.junit.jupiter.api.Test;

class PasswordHashTest {

  @Test
  void matches_the_password_it_was_made_of_and_no_other() {
    String hash = PasswordHash.of("Passw0rd!", RandomIdSource.seeded(1));

    assertThat(hash).startsWith("$2b$04$").hasSize(60).doesNotContain("Passw0rd");
    assertThat(PasswordHash.matches("Passw0rd!", hash)).isTrue();
    assertThat(PasswordHash.matches("passw0rd!", hash)).isFalse();
  }

  @Test
  void gives_two_hashes_of_one_password() {
    var ids = RandomIdSource.seeded(1);

    assertThat(PasswordHash.of("same", ids)).isNotEqualTo(PasswordHash.of("same", ids));
  }

  @Test
  void reads_72_bytes_of_a_longer_password() {
    String hash = PasswordHash.of("x".repeat(100), RandomIdSource.seeded(1));

    assertThat(PasswordHash.matches("x".repeat(72) + "y", hash)).isTrue();
  }

  @Test
  void knows_a_hash_that_was_made_elsewhere() {
    assertThat(
            PasswordHash.matches(
                "hello", "$2a$10$C9hB01.YxRSTcn/ZOOo4j.TW7xCKKFKBSF.C7E0xiUwumqIDqWvXG"))
        .isFalse();
    assertThat(PasswordHash.wellFormed("$2y$10$C9hB01.YxRSTcn/ZOOo4j.TW7xCKKFKBSF.C7E0xiUwumqI"))
        .isFalse();
    assertThat(PasswordHash.matches("hello", "no hash")).isFalse();
  }
}
