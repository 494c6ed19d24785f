package dev.fakeauth0.contracts.auth0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Auth0TargetTest {

  @ParameterizedTest
  @CsvSource({
    "acme.eu.auth0.com, https://acme.eu.auth0.com/",
    "https://acme.eu.auth0.com, https://acme.eu.auth0.com/",
    "https://acme.eu.auth0.com//, https://acme.eu.auth0.com/",
    "localhost:8080, http://localhost:8080/",
    "127.0.0.1:8080/, http://127.0.0.1:8080/",
    "[::1]:8080, http://[::1]:8080/",
    "https://localhost:8443, https://localhost:8443/",
    "http://auth0:8080, http://auth0:8080/"
  })
  void finds_a_target_by_its_domain(String domain, String issuer) {
    assertThat(Auth0Target.domain(domain).issuer()).hasToString(issuer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ftp://acme", "http://", "a b"})
  void refuses_what_is_no_domain(String domain) {
    assertThatThrownBy(() -> Auth0Target.domain(domain))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void is_slow_with_tenants_and_quick_on_this_machine() {
    assertThat(Auth0Target.domain("acme.eu.auth0.com").requestsPerSecond()).isEqualTo(5);
    assertThat(Auth0Target.domain("localhost:8080").requestsPerSecond()).isEqualTo(1000);
  }

  @Test
  void shows_no_secret() {
    Auth0Target target = Auth0Target.domain("acme.eu.auth0.com").managedBy("id", "s3cret-value");

    assertThat(target.toString()).doesNotContain("s3cret-value");
    assertThat(target.management().toString()).doesNotContain("s3cret-value").contains("id");
  }

  @Test
  void keeps_what_was_said_before() {
    Auth0Target target =
        Auth0Target.domain("acme.eu.auth0.com")
            .managedBy("id", "secret")
            .atMost(2)
            .allowing(Need.KEY_ROTATION)
            .allowing(Need.EXCESS);

    assertThat(target.management()).isPresent();
    assertThat(target.requestsPerSecond()).isEqualTo(2);
    assertThat(target.allowed()).containsExactlyInAnyOrder(Need.KEY_ROTATION, Need.EXCESS);
  }
}
