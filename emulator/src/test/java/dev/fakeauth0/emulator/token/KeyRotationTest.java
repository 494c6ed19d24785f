package dev.fakeauth0.emulator.token;

import static dev.fakeauth0.emulator.token.KeyRotation.Revocation.ALREADY_REVOKED;
import static dev.fakeauth0.emulator.token.KeyRotation.Revocation.IN_USE;
import static dev.fakeauth0.emulator.token.KeyRotation.Revocation.REVOKED;
import static dev.fakeauth0.emulator.token.KeyRotation.Revocation.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.tenant.KeyRing;
import dev.fakeauth0.emulator.tenant.RandomIdSource;
import dev.fakeauth0.emulator.tenant.SigningKey;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.tenant.TenantStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRotationTest {

  private final TenantSigningKeys signingKeys = Keys.signingKeys();
  private final TenantStore store =
      new TenantStore(
          TenantState.empty(KeyRing.of(signingKeys.make(), signingKeys.make(), Keys.NOW)),
          RandomIdSource.seeded(1));

  @Test
  void makes_the_next_key_current_and_keeps_the_one_before_for_verifying() {
    KeyRing before = store.state().keys();

    KeyRing after = rotate();

    assertThat(after.current()).isSameAs(before.next());
    assertThat(after.published()).containsExactly(after.current(), after.next(), before.current());
    assertThat(store.state().keys()).isSameAs(after);
  }

  @Test
  void revokes_a_key_that_was_rotated_out() {
    SigningKey old = store.state().keys().current();
    rotate();

    assertThat(revoke(old.kid())).isEqualTo(REVOKED);
    assertThat(revoke(old.kid())).isEqualTo(ALREADY_REVOKED);
    assertThat(store.state().keys().published()).hasSize(2).doesNotContain(old);
    assertThat(store.state().keys().revoked(old.kid())).isPresent();
  }

  @Test
  void revokes_neither_the_key_in_use_nor_the_next_nor_one_it_does_not_know() {
    KeyRing ring = store.state().keys();

    assertThat(revoke(ring.current().kid())).isEqualTo(IN_USE);
    assertThat(revoke(ring.next().kid())).isEqualTo(IN_USE);
    assertThat(revoke("nobody's")).isEqualTo(UNKNOWN);
    assertThat(store.state().keys()).isSameAs(ring);
  }

  @Test
  void draws_the_same_key_ids_from_the_same_seed() {
    assertThat(Keys.signingKeys().make().kid())
        .isEqualTo(Keys.signingKeys().make().kid())
        .hasSize(21);
  }

  @Test
  void gives_the_pairs_of_a_closed_tenant_back() {
    List<Object> back = new ArrayList<>();
    KeySupply supply =
        new KeySupply() {
          @Override
          public java.security.KeyPair take() {
            return Keys.pair();
          }

          @Override
          public void giveBack(java.security.KeyPair pair) {
            back.add(pair.getPublic());
          }
        };
    TenantSigningKeys keys =
        new TenantSigningKeys(
            supply,
            RandomIdSource.seeded(1),
            () -> Instant.EPOCH,
            "localhost",
            (p, n, b, v, s) -> null);
    SigningKey used = keys.make();
    keys.make();
    Object publicKey = used.publicKey();

    keys.release();

    assertThat(back).containsExactly(publicKey);
  }

  private KeyRing rotate() {
    return KeyRotation.rotate(store, signingKeys, state -> Keys.NOW);
  }

  private KeyRotation.Revocation revoke(String kid) {
    return KeyRotation.revoke(store, kid, state -> Keys.NOW);
  }
}
