package dev.fakeauth0.emulator.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalAuthorityTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final LocalAuthority authority = LocalAuthority.create(List.of(), NOW, RANDOM);
  private final KeyPair server = authority.newServerKeys();

  @Test
  void may_sign_servers_and_nothing_else() {
    List<X509Certificate> certificates = List.of(authority.certificate(), authority.issuer());

    assertThat(certificates)
        .allSatisfy(
            certificate ->
                assertThat(certificate.getKeyUsage())
                    .containsExactly(false, false, false, false, false, true, false, false, false))
        .allSatisfy(
            certificate ->
                assertThat(certificate.getCriticalExtensionOIDs())
                    .containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19", "2.5.29.30"))
        .allSatisfy(
            certificate -> assertThat(certificate.getPublicKey().getAlgorithm()).isEqualTo("EC"));
    assertThat(authority.certificate().getBasicConstraints()).isEqualTo(1);
    assertThat(authority.issuer().getBasicConstraints()).isZero();
  }

  @Test
  void certifies_servers_for_the_local_names_and_no_longer_than_browsers_take() throws Exception {
    X509Certificate leaf = authority.issue(server, List.of("10.0.0.5"), NOW).certificate();

    assertThat(leaf.getSubjectAlternativeNames())
        .extracting(name -> String.valueOf(name.get(1)))
        .containsExactly(
            "localhost",
            "*.localhost",
            "host.docker.internal",
            "127.0.0.1",
            "0:0:0:0:0:0:0:1",
            "10.0.0.5");
    assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(Duration.between(leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant()))
        .isEqualTo(Duration.ofDays(397));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"acme.localhost", "auth.test", "a.b.example", "127.8.9.1", "host.docker.internal"})
  void vouches_for_local_names(String name) {
    ServerIdentity identity = authority.issue(server, List.of(name), NOW);

    assertThatCode(() -> validate(identity, authority)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acme.eu.auth0.com",
        "example.com",
        "evillocalhost",
        "docker.internal",
        "10.0.0.5",
        "128.0.0.1",
        "::2"
      })
  void is_refused_by_pkix_for_the_name_of_a_real_host(String name) {
    ServerIdentity identity = authority.issue(server, List.of(name), NOW);

    assertThatThrownBy(() -> validate(identity, authority))
        .isInstanceOf(CertPathValidatorException.class);
  }

  @Test
  void vouches_for_the_foreign_names_it_was_made_for_and_no_others() {
    LocalAuthority made =
        LocalAuthority.create(List.of("acme.eu.auth0.com", "10.0.0.5"), NOW, RANDOM);

    ServerIdentity asked = made.issue(server, List.of("acme.eu.auth0.com", "10.0.0.5"), NOW);
    ServerIdentity other = made.issue(server, List.of("other.eu.auth0.com"), NOW);

    assertThatCode(() -> validate(asked, made)).doesNotThrowAnyException();
    assertThatThrownBy(() -> validate(other, made)).isInstanceOf(CertPathValidatorException.class);
  }

  @Test
  void certifies_no_server_beyond_its_own_end() {
    Instant nearTheEnd =
        authority.certificate().getNotAfter().toInstant().minus(Duration.ofDays(9));

    X509Certificate leaf = authority.issue(server, List.of(), nearTheEnd).certificate();

    assertThat(leaf.getNotAfter()).isEqualTo(authority.certificate().getNotAfter());
  }

  private static void validate(ServerIdentity identity, LocalAuthority trusted)
      throws GeneralSecurityException {
    PKIXParameters parameters =
        new PKIXParameters(Set.of(new TrustAnchor(trusted.certificate(), null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(NOW));
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509").generateCertPath(identity.chain()), parameters);
  }
}
