package dev.fakeauth0.emulator.authentication.grant;

import java.time.Instant;
import java.util.Optional;

/**
 * What an {@code oob_code} stands for: a code that was sent, or a question that was asked.
 *
 * @param mfaToken the {@code mfa_token} it belongs to
 * @param authenticatorId the authenticator
 * @param bindingCode the code that was sent; none of a push, which is answered on the phone
 * @param messageId the message it went out with
 * @param expiresAt until when it is good
 */
public record OobChallenge(
    String mfaToken,
    String authenticatorId,
    Optional<String> bindingCode,
    String messageId,
    Instant expiresAt) {}
