package dev.fakeauth0.emulator.cli;

/** An option, variable or argument that cannot be used. The message is one line. */
final class BadOptionException extends Exception {

  private static final long serialVersionUID = 1L;

  BadOptionException(String message) {
    super(message);
  }
}
