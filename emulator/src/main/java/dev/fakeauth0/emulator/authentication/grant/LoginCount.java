package dev.fakeauth0.emulator.authentication.grant;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Timestamp;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.time.Instant;

/**
 * What a login leaves with the user: {@code logins_count}, {@code last_login} and {@code last_ip}
 * (Auth0 docs, "User Profile Structure").
 */
public final class LoginCount {

  private LoginCount() {}

  /** Counts a login, by whatever means. */
  public static void add(String userId, String address, TenantDraft tenant, Instant now) {
    tenant
        .state()
        .users()
        .find(userId)
        .ifPresent(
            user -> {
              Document stored = user.document();
              String at = Timestamp.of(now);
              tenant.put(
                  TenantState.USERS,
                  userId,
                  stored
                      .with("last_ip", address)
                      .with("last_login", at)
                      .with("logins_count", stored.number("logins_count").orElse(0L) + 1)
                      .with("updated_at", at));
            });
  }
}
