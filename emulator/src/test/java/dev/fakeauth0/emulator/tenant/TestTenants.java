package dev.fakeauth0.emulator.tenant;

import java.time.Instant;

/** States for tests that sign nothing. */
public final class TestTenants {

  private TestTenants() {}

  /** A state with nothing in it, and keys that cannot be used. */
  public static TenantState emptyState() {
    return TenantState.empty(KeyRing.of(key("current"), key("next"), Instant.EPOCH));
  }

  private static SigningKey key(String kid) {
    return SigningKey.of(
        kid,
        () -> {
          throw new AssertionError("this test signs nothing");
        },
        pair -> {
          throw new AssertionError("this test shows no certificate");
        });
  }
}
