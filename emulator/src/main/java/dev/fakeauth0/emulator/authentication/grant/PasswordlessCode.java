package dev.fakeauth0.emulator.authentication.grant;

import dev.fakeauth0.emulator.json.Document;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A code or link that was sent for a passwordless login, kept under connection and recipient: a new
 * one takes the place of the one before. Kept longer than it is good, so that one that is too old
 * is told from one that never was.
 *
 * @param code the code
 * @param clientId the application it was sent for
 * @param userPart what the user_id of a new user has behind the bar
 * @param expiresAt until when it is good
 * @param failed how many wrong codes were tried
 * @param parameters what the application wants of a login by the link, {@code authParams}
 */
public record PasswordlessCode(
    String code,
    String clientId,
    String userPart,
    Instant expiresAt,
    int failed,
    Document parameters) {

  /** How many wrong codes may be tried (Auth0 docs, "Passwordless Authentication"). */
  public static final int TRIES = 3;

  /** How long it is remembered. */
  public static final Duration REMEMBERED = Duration.ofDays(1);

  /** The id it is kept under. */
  public static String id(String connection, String recipient) {
    return connection + ' ' + recipient.toLowerCase(Locale.ROOT);
  }

  PasswordlessCode failedOnceMore() {
    return new PasswordlessCode(code, clientId, userPart, expiresAt, failed + 1, parameters);
  }
}
