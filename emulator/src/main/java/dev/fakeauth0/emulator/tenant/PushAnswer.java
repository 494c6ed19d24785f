package dev.fakeauth0.emulator.tenant;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What somebody answered to a push on their phone, kept under the message's id. In tests {@code
 * POST /__admin/messages/{id}/answer} gives it.
 *
 * @param approved whether they approved
 */
public record PushAnswer(boolean approved) {

  /** Longer than any question stands. */
  private static final Duration KEPT = Duration.ofDays(3);

  /** The answer to a push, if there is one. */
  public static Optional<Boolean> to(String messageId, TenantState state, Instant now) {
    return state.expiring().find(PushAnswer.class, messageId, now).map(PushAnswer::approved);
  }

  /** Answers a push. */
  public static void give(String messageId, boolean approved, TenantDraft tenant, Instant now) {
    tenant.keep(messageId, new PushAnswer(approved), now.plus(KEPT), now);
  }
}
