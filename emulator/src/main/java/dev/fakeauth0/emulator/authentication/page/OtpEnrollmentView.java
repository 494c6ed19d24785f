package dev.fakeauth0.emulator.authentication.page;

import java.util.Optional;

/**
 * The page that shows the secret of a new authenticator app.
 *
 * @param state the interaction's id
 * @param uri the {@code otpauth:} URI
 * @param secret its secret, in Base32
 * @param otherMethod whether there is another factor to enroll
 * @param error what was wrong
 */
public record OtpEnrollmentView(
    String state, String uri, String secret, boolean otherMethod, Optional<FieldError> error) {

  QrCode qr() {
    return QrCode.of(uri);
  }
}
