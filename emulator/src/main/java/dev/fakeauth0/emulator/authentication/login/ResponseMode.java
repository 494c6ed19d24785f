package dev.fakeauth0.emulator.authentication.login;

import java.util.Optional;

/** How the answer reaches the callback (OAuth 2.0 Multiple Response Types; Form Post Mode). */
public enum ResponseMode {
  /** In the query: the default where there is nothing but a code. */
  QUERY("query"),
  /** In the fragment: the default where there are tokens. */
  FRAGMENT("fragment"),
  /** In a form that a page posts. */
  FORM_POST("form_post"),
  /** In a message to the window that opened the page or holds it in a frame. */
  WEB_MESSAGE("web_message");

  private final String wireName;

  ResponseMode(String wireName) {
    this.wireName = wireName;
  }

  /** The value of {@code response_mode}. */
  public String wireName() {
    return wireName;
  }

  /** The mode of a parameter's value. */
  static Optional<ResponseMode> of(String sent) {
    for (ResponseMode mode : values()) {
      if (mode.wireName.equals(sent)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }
}
