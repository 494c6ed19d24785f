package dev.fakeauth0.emulator.authentication.login;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where the page behind a ticket leads (Management API, "tickets": {@code result_url}). */
final class Results {

  private Results() {}

  /** The address, with what came of it. */
  static String of(String resultUrl, Optional<String> email, String message) {
    return resultUrl
        + (resultUrl.indexOf('?') < 0 ? '?' : '&')
        + email.map(address -> "email=" + encoded(address) + '&').orElse("")
        + "success=true&message="
        + encoded(message);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
