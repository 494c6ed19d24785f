package dev.fakeauth0.emulator.decision;

import java.util.Optional;

/**
 * What a request says of who its client is (RFC 6749 section 2.3; RFC 7521 section 4.2), as it was
 * sent and not yet believed.
 *
 * @param basicId the id in the Basic header
 * @param basicSecret the secret in the Basic header
 * @param basicSecretAsSent the same before percent-decoding
 * @param bodyId {@code client_id}
 * @param bodySecret {@code client_secret}
 * @param assertion {@code client_assertion}
 * @param assertionType {@code client_assertion_type}
 * @param assertedId the client the assertion claims to speak for
 * @param nothingRead why no parameter could be read at all, where that is so
 */
public record PresentedCredentials(
    Optional<String> basicId,
    Optional<String> basicSecret,
    Optional<String> basicSecretAsSent,
    Optional<String> bodyId,
    Optional<String> bodySecret,
    Optional<String> assertion,
    Optional<String> assertionType,
    Optional<String> assertedId,
    Optional<String> nothingRead) {

  /** Nothing at all. */
  public static final PresentedCredentials NONE =
      new PresentedCredentials(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** The client named: by the header, else by the body, else by the assertion. */
  public Optional<String> clientId() {
    return basicId.or(() -> bodyId).or(() -> assertedId);
  }

  /** The secret sent, wherever it stood. */
  public Optional<String> secret() {
    return basicSecret.or(() -> bodySecret);
  }

  /** Names, never secrets. */
  @Override
  public String toString() {
    return "PresentedCredentials[" + clientId().orElse("") + "]";
  }
}
