package dev.fakeauth0.emulator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerIdentitiesTest {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));

  @TempDir private Path home;

  @Test
  void gives_the_same_certificate_until_it_is_about_to_expire() {
    ServerIdentities identities = identities();
    ServerIdentity first = identities.forName(Optional.of("localhost"));

    ServerIdentity soon = identities.forName(Optional.empty());
    now.updateAndGet(time -> time.plus(Duration.ofDays(380)));
    ServerIdentity renewed = identities.forName(Optional.of("localhost"));

    assertThat(soon).isSameAs(first);
    assertThat(renewed.certificate().getNotAfter()).isAfter(first.certificate().getNotAfter());
    assertThat(renewed.key()).isEqualTo(first.key());
  }

  @Test
  void spells_out_a_local_name_a_client_asks_for() throws Exception {
    ServerIdentity identity = identities().forName(Optional.of("Acme.LOCALHOST"));

    assertThat(identity.certificate().getSubjectAlternativeNames())
        .extracting(name -> String.valueOf(name.get(1)))
        .contains("acme.localhost", "localhost");
  }

  @Test
  void spells_out_no_name_the_authority_may_not_vouch_for() {
    ServerIdentities identities = identities();
    ServerIdentity usual = identities.forName(Optional.empty());

    assertThat(identities.forName(Optional.of("bank.example.com"))).isSameAs(usual);
    assertThat(identities.forName(Optional.of("?! strange"))).isSameAs(usual);
  }

  private ServerIdentities identities() {
    CaStore store = new CaStore(home, List.of(), now::get, new SecureRandom());
    return new ServerIdentities(store, List.of(), now::get);
  }
}
