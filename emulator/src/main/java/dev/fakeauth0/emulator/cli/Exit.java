package dev.fakeauth0.emulator.cli;

/** Exit statuses; other tools rely on them. */
final class Exit {

  /** Done. */
  static final int OK = 0;

  /** It cannot start, or a check failed. */
  static final int FAILED = 1;

  /** An option, a seed or a certificate cannot be used. */
  static final int BAD_INPUT = 2;

  private Exit() {}
}
