package dev.fakeauth0.emulator.authentication.grant;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * That a user proved who they are: when and how.
 *
 * @param userId the user_id
 * @param connection the name of the connection it happened in
 * @param at when they did: the {@code auth_time}
 * @param methods how they did, as {@code amr} says it (RFC 8176): {@code pwd}, {@code otp}, {@code
 *     mfa}
 * @param sessionId the browser session it began or went on in; none without a browser
 */
public record Login(
    String userId,
    String connection,
    Instant at,
    List<String> methods,
    Optional<String> sessionId) {

  /** Copies the methods. */
  public Login {
    methods = List.copyOf(methods);
  }
}
