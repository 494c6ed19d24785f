package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.pipeline.Headers;

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
}
