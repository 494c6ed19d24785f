package dev.fakeauth0.contracts.auth0;

/** Thrown where a target has not got what a contract needs; the message is the reason. */
final class Skipped extends RuntimeException {

  private static final long serialVersionUID = 1;

  Skipped(String reason) {
    super(reason);
  }
}
