package dev.fakeauth0.emulator.user;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import java.time.Duration;
import java.time.Instant;

/**
 * What became of a refresh token that is there no more, kept for whoever comes with it later. All
 * such tokens look alike on the wire, but for those of users who were deleted.
 *
 * @param id the id of its document
 * @param userId the user it was for
 * @param clientId the client it was issued to
 * @param cause why it ended
 * @param at when it did
 */
public record EndedRefreshToken(
    String id, String userId, String clientId, Cause cause, Instant at) {

  private static final Duration REMEMBERED = Duration.ofDays(30);

  /** Why a refresh token ended. */
  public enum Cause {
    /** Its user was deleted. */
    USER_DELETED,
    /** A token of its family came a second time. */
    REUSED,
    /** The client gave it back at {@code /oauth/revoke}. */
    GIVEN_BACK,
    /** The code it came from was exchanged a second time. */
    CODE_REPLAYED,
    /** It was too old. */
    EXPIRED
  }

  /**
   * Remembers a token that was removed.
   *
   * @param document its document
   */
  public static void remember(Document document, Cause cause, TenantDraft tenant, Instant now) {
    String handle = document.string("handle", "");
    if (!handle.isEmpty()) {
      tenant.keep(
          handle,
          new EndedRefreshToken(
              document.string("id", ""),
              document.string("user_id", ""),
              document.string("client_id", ""),
              cause,
              now),
          now.plus(REMEMBERED),
          now);
    }
  }
}
