package dev.fakeauth0.emulator;

import org.jspecify.annotations.Nullable;

/** The emulator cannot start. The message is one line that says what to change. */
public final class CannotStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What stands in the way. */
  public enum Cause {
    /** A port that is taken or an address that is not this machine's. */
    ADDRESS,
    /** A setting, seed document or preset that cannot be used. */
    CONFIGURATION,
    /** A certificate, key or certificate authority that cannot be used. */
    CERTIFICATE
  }

  private final Cause what;

  CannotStartException(Cause what, @Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
    this.what = what;
  }

  /** What stands in the way. */
  public Cause what() {
    return what;
  }
}
