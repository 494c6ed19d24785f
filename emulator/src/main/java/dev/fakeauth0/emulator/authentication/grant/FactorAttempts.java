package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.refusal.RefusalReason.TOO_MANY_FACTOR_ATTEMPTS;

import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Wrong codes of a user's second factors (Auth0 docs, "Authenticate Using the Resource Owner
 * Password Flow with MFA", limits of MFA OTP codes): ten are free, and another comes back every six
 * minutes. Who has none left is refused, with the right code too. Shared by the grants without a
 * page and the pages.
 */
public final class FactorAttempts {

  /** What is tried. */
  public enum Kind {
    /** A code of an app, or one that was sent. */
    CODE,
    /** The recovery code. */
    RECOVERY_CODE
  }

  /** What a page says of it (Auth0 docs, "Customize Universal Login Text", too-many-failures). */
  public static final String WORDS =
      "Too many failed codes. Wait for some minutes before retrying.";

  private static final int MOST = 10;
  private static final Duration ONE_MORE_EACH = Duration.ofMinutes(6);

  /**
   * Tries.
   *
   * @param left how many were left
   * @param at when that was so
   */
  private record Tries(double left, Instant at) {}

  private FactorAttempts() {}

  /** Why a try is refused: for {@code TOO_MANY_FACTOR_ATTEMPTS}, if for anything. */
  public static Optional<Diagnosis> refusal(
      Kind kind, String userId, TenantDraft tenant, Instant now) {
    double left = left(kind, userId, tenant, now);
    if (left >= 1) {
      return Optional.empty();
    }
    Duration wait =
        Duration.ofMillis((long) Math.ceil((1 - left) * (double) ONE_MORE_EACH.toMillis()));
    return Optional.of(
        TOO_MANY_FACTOR_ATTEMPTS
            .because("user %s sent too many wrong codes", userId)
            .fact("user_id", userId)
            .fact("kind", kind == Kind.CODE ? "code" : "recovery-code")
            .fact("max_attempts", MOST)
            .fact("one_more_each_seconds", ONE_MORE_EACH.toSeconds())
            .fact("next_at", now.plus(wait).toString())
            .remedy("wait until next_at, then send the right code")
            .remedy("in tests: PUT /__admin/clock to go on in time, or POST /__admin/reset"));
  }

  /** Counts a wrong code. */
  public static void failed(Kind kind, String userId, TenantDraft tenant, Instant now) {
    tenant.keep(
        id(kind, userId),
        new Tries(Math.max(0, left(kind, userId, tenant, now) - 1), now),
        now.plus(ONE_MORE_EACH.multipliedBy(MOST)),
        now);
  }

  private static double left(Kind kind, String userId, TenantDraft tenant, Instant now) {
    Optional<Tries> kept = tenant.kept(Tries.class, id(kind, userId), now);
    if (kept.isEmpty()) {
      return MOST;
    }
    double back =
        (double) Duration.between(kept.get().at(), now).toMillis()
            / (double) ONE_MORE_EACH.toMillis();
    return Math.min(MOST, kept.get().left() + back);
  }

  private static String id(Kind kind, String userId) {
    return kind.name() + ' ' + userId;
  }
}
