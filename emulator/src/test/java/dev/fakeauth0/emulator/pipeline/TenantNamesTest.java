package dev.fakeauth0.emulator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.pipeline.TenantNames.Listening;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TenantNamesTest {

  private static final Listener PLAIN = new Listener("http", "127.0.0.1", 8080);
  private static final Listener SECURE = new Listener("https", "127.0.0.1", 8443);

  @Test
  void gives_each_listener_an_issuer_of_its_own_that_ends_in_a_slash() {
    TenantNames names = names(Listening.FIRST);

    assertThat(names.issuer(PLAIN)).isEqualTo("http://localhost:8080/");
    assertThat(names.issuer(SECURE)).isEqualTo("https://localhost:8443/");
  }

  @Test
  void leaves_the_usual_port_out_of_an_issuer() {
    TenantNames names = names(Listening.FIRST, "acme.eu.auth0.com");

    assertThat(names.issuer(new Listener("https", "127.0.0.1", 443)))
        .isEqualTo("https://localhost/");
  }

  @Test
  void takes_no_issuer_from_a_host_that_nobody_declared() {
    Request forged = Requests.get("/", "Host", "evil.example:8080");

    assertThat(names(Listening.FIRST).issuer(forged)).isEqualTo("http://localhost:8080/");
  }

  @Test
  void is_called_by_a_declared_name_when_it_is_reached_by_it() {
    Request named = Requests.get("/", "Host", "ACME.eu.auth0.com:8080");

    assertThat(names(Listening.FIRST, "acme.eu.auth0.com").issuer(named))
        .isEqualTo("http://acme.eu.auth0.com:8080/");
  }

  @Test
  void follows_a_plausible_host_only_where_it_is_told_to() {
    TenantNames following =
        new TenantNames("dev", List.of(PLAIN), List.of(), Listening.FIRST, Optional.empty(), true);

    assertThat(following.issuer(Requests.get("/", "Host", "auth.test:9000")))
        .isEqualTo("http://auth.test:9000/");
    assertThat(following.issuers("http://auth.test:9000/"))
        .containsExactly("http://localhost:8080/", "http://auth.test:9000/");
    assertThat(following.issuer(Requests.get("/", "Host", "a\"><script>")))
        .isEqualTo("http://localhost:8080/");
  }

  @Test
  void keeps_to_the_issuer_it_was_given() {
    TenantNames fixed =
        new TenantNames(
            "dev",
            List.of(PLAIN, SECURE),
            List.of(),
            Listening.FIRST,
            Optional.of("https://auth.test/"),
            false);

    assertThat(fixed.issuer(Requests.get("/", "Host", "localhost:8080")))
        .isEqualTo("https://auth.test/");
    assertThat(fixed.issuers()).containsExactly("https://auth.test/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080/api/v2/",
        "https://localhost:8443/api/v2/",
        "http://127.0.0.1:8080/api/v2/",
        "http://[::1]:8080/api/v2/",
        "http://dev.localhost:8080/api/v2/",
        "https://acme.eu.auth0.com/api/v2/",
        "https://acme.eu.auth0.com:8443/api/v2/",
        "{issuer}api/v2/"
      })
  void knows_its_management_api_under_every_spelling(String audience) {
    TenantNames names = names(Listening.FIRST, "acme.eu.auth0.com");

    assertThat(names.canonicalAudience(audience)).isEqualTo(ManagementApi.IDENTIFIER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:9999/api/v2/",
        "http://localhost:8080/api/v2",
        "https://other.eu.auth0.com/api/v2/",
        "https://acme.eu.auth0.com/x/api/v2/",
        "https://acme.eu.auth0.com.evil.example/api/v2/",
        "not a url/api/v2/",
        "https://orders"
      })
  void takes_no_other_audience_for_its_management_api(String audience) {
    TenantNames names = names(Listening.FIRST, "acme.eu.auth0.com");

    assertThat(names.canonicalAudience(audience)).isEqualTo(audience);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:49153/api/v2/, true",
    "http://auth0:8080/api/v2/, true",
    "https://acme.eu.auth0.com/api/v2/, false",
    "https://auth0/x/api/v2/, false"
  })
  void takes_any_name_but_auth0s_for_its_own_where_the_issuer_follows_the_host(
      String audience, boolean own) {
    TenantNames following =
        new TenantNames("dev", List.of(PLAIN), List.of(), Listening.FIRST, Optional.empty(), true);

    assertThat(following.canonicalAudience(audience).equals(ManagementApi.IDENTIFIER))
        .isEqualTo(own);
  }

  @Test
  void leaves_the_loopback_spelling_of_shared_listeners_to_the_first_tenant() {
    TenantNames second = names(Listening.BY_NAME, "prod.eu.auth0.com");

    assertThat(second.canonicalAudience("http://localhost:8080/api/v2/"))
        .isEqualTo("http://localhost:8080/api/v2/");
    assertThat(second.issuer(PLAIN)).isEqualTo("http://prod.eu.auth0.com:8080/");
  }

  private static TenantNames names(Listening listening, String... domains) {
    return new TenantNames(
        "dev", List.of(PLAIN, SECURE), List.of(domains), listening, Optional.empty(), false);
  }
}
