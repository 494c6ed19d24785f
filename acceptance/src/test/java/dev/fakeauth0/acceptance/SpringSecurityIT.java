package dev.fakeauth0.acceptance;

import static dev.fakeauth0.acceptance.Situation2.BILLING;
import static dev.fakeauth0.acceptance.Situation2.LEDGER;
import static dev.fakeauth0.acceptance.Situation2.LEGACY;
import static dev.fakeauth0.acceptance.Situation2.LEGACY_SECRET;
import static dev.fakeauth0.acceptance.Situation2.ORDERS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import java.nio.file.Path;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.core.SpringSecurityCoreVersion;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoders;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * APIs on Spring Security, on the versions of Spring Boot 4 and of Spring Boot 3.5: this class runs
 * once with each.
 */
class SpringSecurityIT {

  @TempDir private static Path folder;
  private static Emulator emulator;
  private static FakeAuth0 auth0;

  @BeforeAll
  static void start() throws Exception {
    emulator = Situation2.start(folder);
    auth0 = emulator.first();
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @BeforeEach
  void back_to_the_baseline() {
    auth0.reset();
  }

  @Test
  void is_the_version_this_run_is_about_and_has_its_own_nimbus() {
    String wanted = System.getProperty("spring-security.version");

    assertThat(SpringSecurityCoreVersion.getVersion()).isEqualTo(wanted);
    assertThat(JWSAlgorithm.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .contains("nimbus-jose-jwt");
  }

  @Test
  void accepts_a_token_with_nothing_but_the_issuer_configured() throws Exception {
    NimbusJwtDecoder api = NimbusJwtDecoder.withIssuerLocation(issuer()).build();
    String token = BILLING.tokenFor(ORDERS, auth0.issuer()).accessToken();

    var decoded = api.decode(token);

    assertThat(decoded.getSubject()).isEqualTo("billing-job@clients");
    assertThat(decoded.getAudience()).containsExactly(ORDERS);
    assertThat(decoded.getClaimAsString("scope")).isEqualTo("read:orders");
    assertThat(decoded.getExpiresAt()).isEqualTo(decoded.getIssuedAt().plusSeconds(86400));
  }

  @Test
  void refuses_the_type_of_rfc_9068_until_it_is_told_to_expect_it() throws Exception {
    String token = BILLING.tokenFor(LEDGER, auth0.issuer()).accessToken();
    NimbusJwtDecoder unaware = NimbusJwtDecoder.withIssuerLocation(issuer()).build();
    NimbusJwtDecoder aware =
        NimbusJwtDecoder.withIssuerLocation(issuer()).validateType(false).build();
    aware.setJwtValidator(
        JwtValidators.createAtJwtValidator()
            .issuer(issuer())
            .audience(LEDGER)
            .clientId(BILLING.clientId())
            .build());

    assertThatThrownBy(() -> unaware.decode(token))
        .isInstanceOf(BadJwtException.class)
        .hasMessageContaining("typ");
    assertThat(aware.decode(token).getSubject()).isEqualTo("billing-job@clients");
  }

  @Test
  void refuses_an_issuer_that_lacks_the_slash_before_any_token_comes() {
    String withoutSlash = issuer().substring(0, issuer().length() - 1);

    assertThatThrownBy(() -> JwtDecoders.fromIssuerLocation(withoutSlash))
        .hasStackTraceContaining(
            "The Issuer \"%s\" provided in the configuration did not match the requested issuer"
                + " \"%s\"",
            issuer(), withoutSlash);
    assertThatThrownBy(
            () -> NimbusJwtDecoder.withIssuerLocation(withoutSlash).build().decode("a.b.c"))
        .hasStackTraceContaining("did not match the requested issuer");
  }

  @Test
  void refuses_a_token_of_an_hs256_api_until_it_has_the_apis_secret() throws Exception {
    String token = BILLING.tokenFor(LEGACY, auth0.issuer()).accessToken();
    NimbusJwtDecoder byKeySet = NimbusJwtDecoder.withIssuerLocation(issuer()).build();
    NimbusJwtDecoder bySecret =
        NimbusJwtDecoder.withSecretKey(
                new SecretKeySpec(LEGACY_SECRET.getBytes(UTF_8), "HmacSHA256"))
            .build();

    assertThatThrownBy(() -> byKeySet.decode(token))
        .isInstanceOf(BadJwtException.class)
        .hasMessageContaining("Another algorithm expected, or no matching key(s) found");
    assertThat(bySecret.decode(token).getSubject()).isEqualTo("billing-job@clients");
  }

  @Test
  void goes_on_through_rotations() throws Exception {
    NimbusJwtDecoder api = NimbusJwtDecoder.withIssuerLocation(issuer()).build();
    String oldest = BILLING.tokenFor(ORDERS, auth0.issuer()).accessToken();
    api.decode(oldest);

    for (int rotation = 0; rotation < 3; rotation++) {
      auth0.rotateKeys();
      api.decode(BILLING.tokenFor(ORDERS, auth0.issuer()).accessToken());
    }

    assertThat(api.decode(oldest).getSubject()).isEqualTo("billing-job@clients");
  }

  private static String issuer() {
    return auth0.issuer().toString();
  }
}
