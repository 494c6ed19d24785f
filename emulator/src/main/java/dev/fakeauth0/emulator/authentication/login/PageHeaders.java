package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.page.Page;
import dev.fakeauth0.emulator.pipeline.Headers;
import dev.fakeauth0.emulator.pipeline.Outcome;

/** What every page says to browsers beside itself. */
public final class PageHeaders {

  /** Not kept, not framed (RFC 9700 section 4.16), and its address not told to others. */
  public static final Headers PAGE =
      Headers.of(
          "Cache-Control",
          "no-store, max-age=0, no-transform",
          "Content-Security-Policy",
          "frame-ancestors 'none'",
          "X-Frame-Options",
          "deny",
          "Referrer-Policy",
          "same-origin");

  private PageHeaders() {}

  /** A page as it is sent. */
  static Outcome outcome(int status, Page page) {
    return outcome(status, page, PAGE);
  }

  /** A page as it is sent, with fields of its own; its policy takes the place of theirs. */
  static Outcome outcome(int status, Page page, Headers headers) {
    return new Outcome.Page(
        status,
        page.html(),
        headers
            .with("Content-Security-Policy", page.policy())
            .with("X-Content-Type-Options", "nosniff"));
  }
}
