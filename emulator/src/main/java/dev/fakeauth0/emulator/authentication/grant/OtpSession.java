package dev.fakeauth0.emulator.authentication.grant;

import java.time.Instant;
import java.util.Optional;

/**
 * What an {@code auth_session} of {@code /otp/challenge} stands for.
 *
 * @param clientId the application
 * @param connection the database
 * @param userId whom a code was sent; none where nobody has the address
 * @param code the code
 * @param failed how many wrong codes were tried
 * @param expiresAt until when it is good
 */
public record OtpSession(
    String clientId,
    String connection,
    Optional<String> userId,
    String code,
    int failed,
    Instant expiresAt) {

  OtpSession failedOnceMore() {
    return new OtpSession(clientId, connection, userId, code, failed + 1, expiresAt);
  }
}
