package dev.fakeauth0.emulator.pipeline;

/**
 * The socket a request came in by.
 *
 * @param scheme {@code http} or {@code https}
 * @param host the address it is bound to, as configured
 * @param port the port it is bound to, never 0
 */
public record Listener(String scheme, String host, int port) {

  /** Whether connections to it are encrypted. */
  public boolean secure() {
    return scheme.equals("https");
  }
}
