package dev.fakeauth0.emulator.authentication.grant;

import dev.fakeauth0.emulator.json.Timestamp;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Checks the code of an authenticator app, on a page or without one. A code is good once (RFC 6238
 * section 5.2); an app that was not confirmed yet is confirmed by it.
 */
public final class OneTimePasswords {

  private record Used() {}

  private OneTimePasswords() {}

  /** The authenticator of a user whose code it is; the code is spent by this. */
  public static Optional<Authenticator> spend(
      String userId, String code, TenantDraft tenant, Instant now) {
    return spend(userId, Optional.empty(), code, tenant, now);
  }

  /**
   * The same of one app, whatever else the user has.
   *
   * @param only the secret of the app; none: any app will do
   */
  public static Optional<Authenticator> spend(
      String userId, Optional<String> only, String code, TenantDraft tenant, Instant now) {
    for (Authenticator each : SecondFactors.of(userId, tenant.state())) {
      Optional<String> secret = each.method().string("totp_secret");
      if (each.kind() != Authenticator.Kind.OTP
          || secret.isEmpty()
          || (only.isPresent() && !only.equals(secret))) {
        continue;
      }
      OptionalLong step = Totp.step(secret.get(), code, now);
      String id = each.id() + ' ' + step;
      if (step.isPresent() && tenant.kept(Used.class, id, now).isEmpty()) {
        tenant.keep(id, new Used(), now.plus(Duration.ofMinutes(5)), now);
        used(userId, each, tenant, now);
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** Says of an authenticator that it was used just now, and so works. */
  public static void used(
      String userId, Authenticator authenticator, TenantDraft tenant, Instant now) {
    String id = authenticator.method().string("id", "");
    if (!id.isEmpty()) {
      String at = Timestamp.of(now);
      tenant.put(
          SecondFactors.collection(userId),
          id,
          authenticator
              .method()
              .with("confirmed", true)
              .withDefault("enrolled_at", at)
              .with("last_auth_at", at));
    }
  }
}
