package dev.fakeauth0.emulator.authentication.login;

import java.util.Optional;

/**
 * How far a login is with its second factor, kept under the interaction's id.
 *
 * @param authenticatorId the authenticator that was asked, where it is reached by a channel
 * @param oobCode what the question goes by
 * @param secret the secret of an app that is being enrolled
 * @param uri the same, as the app reads it
 * @param recoveryCode a recovery code that the user was not shown yet
 * @param shown whether the factor was shown, and only the recovery code is left to be seen
 */
record FactorState(
    Optional<String> authenticatorId,
    Optional<String> oobCode,
    Optional<String> secret,
    Optional<String> uri,
    Optional<String> recoveryCode,
    boolean shown) {

  static final FactorState NONE =
      new FactorState(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false);

  /** With a question that was sent. */
  FactorState asked(String authenticator, String oob) {
    return new FactorState(
        Optional.of(authenticator), Optional.of(oob), secret, uri, recoveryCode, shown);
  }

  /** With an app that is being enrolled. */
  FactorState enrolling(Optional<String> key, Optional<String> address, Optional<String> code) {
    return new FactorState(
        authenticatorId, oobCode, key, address, code.or(() -> recoveryCode), shown);
  }

  /** Whether another authenticator is being enrolled than was. */
  boolean begunSince(FactorState before) {
    return !secret.equals(before.secret) || !authenticatorId.equals(before.authenticatorId);
  }

  /** With a recovery code to be seen, and nothing else left to do. */
  FactorState showing(String code) {
    return new FactorState(authenticatorId, oobCode, secret, uri, Optional.of(code), true);
  }

  /** Says nothing of secrets. */
  @Override
  public String toString() {
    return "FactorState[" + authenticatorId.orElse("") + "]";
  }
}
