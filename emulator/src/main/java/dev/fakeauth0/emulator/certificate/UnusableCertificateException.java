package dev.fakeauth0.emulator.certificate;

/**
 * A certificate, key or directory that was given cannot be used. The message is one line for the
 * user: it names the file, what is wrong and what to do.
 */
public final class UnusableCertificateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** For a problem found by looking. */
  public UnusableCertificateException(String message) {
    super(message);
  }

  /** For a problem found by failing. */
  public UnusableCertificateException(String message, Throwable cause) {
    super(message, cause);
  }
}
