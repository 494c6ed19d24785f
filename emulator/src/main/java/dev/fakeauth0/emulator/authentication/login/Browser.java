package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.pipeline.Headers;
import dev.fakeauth0.emulator.pipeline.Request;
import dev.fakeauth0.emulator.tenant.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The browser of a call: what its cookies say, and how it is given others (RFC 6265). A cookie's
 * name ends in the port that the browser sees, where that is not the usual one: browsers ignore
 * ports, and two emulators on one machine are two tenants. On https a cookie is {@code
 * SameSite=None; Secure}, with a copy that says nothing of SameSite for old browsers; on http it is
 * {@code Lax}.
 *
 * @param session the value of the session cookie, {@code auth0}
 * @param device the value of the cookie that tells browsers apart, {@code did}
 * @param secure whether the call came by https
 * @param suffix what follows the names of cookies
 */
public record Browser(
    Optional<String> session, Optional<String> device, boolean secure, String suffix) {

  private static final String SESSION = "auth0";
  private static final String DEVICE = "did";

  /** As long as browsers keep a cookie: 400 days at most. */
  private static final Duration DEVICE_LIFETIME = Duration.ofDays(365);

  /** The browser of a request. */
  public static Browser of(Request request) {
    boolean secure = request.listener().secure();
    String suffix = suffix(request, secure);
    Headers headers = request.headers();
    return new Browser(
        cookie(headers, SESSION, suffix), cookie(headers, DEVICE, suffix), secure, suffix);
  }

  /** What stands in the state for a cookie: who reads the state cannot make the cookie of it. */
  public static String fingerprint(String cookie) {
    return Sha256.base64Url(cookie);
  }

  /** Whether this is the browser of a fingerprint. */
  boolean is(String fingerprint) {
    return device
        .filter(
            value ->
                MessageDigest.isEqual(
                    fingerprint(value).getBytes(StandardCharsets.US_ASCII),
                    fingerprint.getBytes(StandardCharsets.US_ASCII)))
        .isPresent();
  }

  /**
   * The fields that give it a session cookie.
   *
   * @param lifetime how long it is kept; none: until the browser is closed
   */
  public Headers session(String value, Optional<Duration> lifetime) {
    return cookies(SESSION, value, lifetime);
  }

  /** The fields that take the session cookie away. */
  Headers withoutSession() {
    return cookies(SESSION, "", Optional.of(Duration.ZERO));
  }

  /** The fields that tell it apart from now on. */
  Headers device(String value) {
    return cookies(DEVICE, value, Optional.of(DEVICE_LIFETIME));
  }

  /**
   * A cookie as a test would put it into a browser.
   *
   * @param sameSite {@code Lax} or {@code None}; none: it says nothing
   */
  public record Cookie(String name, String value, boolean secure, Optional<String> sameSite) {}

  /** The session's cookies of a value. */
  public List<Cookie> cookies(String value) {
    return cookies(SESSION, value);
  }

  private List<Cookie> cookies(String name, String value) {
    return secure
        ? List.of(
            new Cookie(name + suffix, value, true, Optional.of("None")),
            new Cookie(name + "_compat" + suffix, value, true, Optional.empty()))
        : List.of(new Cookie(name + suffix, value, false, Optional.of("Lax")));
  }

  private Headers cookies(String name, String value, Optional<Duration> lifetime) {
    Headers fields = Headers.NONE;
    for (Cookie cookie : cookies(name, value)) {
      fields =
          fields.plus(
              "Set-Cookie",
              cookie.name()
                  + "="
                  + cookie.value()
                  + "; Path=/"
                  + lifetime.map(kept -> "; Max-Age=" + kept.toSeconds()).orElse("")
                  + "; HttpOnly"
                  + (cookie.secure() ? "; Secure" : "")
                  + cookie.sameSite().map(site -> "; SameSite=" + site).orElse(""));
    }
    return fields;
  }

  private static String suffix(Request request, boolean secure) {
    String host = request.host().orElse("");
    int colon = host.lastIndexOf(':');
    String port = colon > host.lastIndexOf(']') ? host.substring(colon + 1) : "";
    boolean number = !port.isEmpty() && port.chars().allMatch(Character::isDigit);
    return !number || port.equals(secure ? "443" : "80") ? "" : "_" + port;
  }

  private static Optional<String> cookie(Headers headers, String name, String suffix) {
    return named(headers, name + suffix).or(() -> named(headers, name + "_compat" + suffix));
  }

  /** The JDK's cookie manager sends values in quotes (RFC 6265 section 4.1.1 allows them). */
  private static String unquoted(String value) {
    int last = value.length() - 1;
    return last > 0 && value.charAt(0) == '"' && value.charAt(last) == '"'
        ? value.substring(1, last)
        : value;
  }

  private static Optional<String> named(Headers headers, String name) {
    for (String field : headers.all("Cookie")) {
      for (String pair : field.split(";", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
          String value = unquoted(pair.substring(equals + 1).strip());
          if (!value.isEmpty()) {
            return Optional.of(value);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Cookies are secrets. */
  @Override
  public String toString() {
    return "Browser[session=" + session.isPresent() + ", device=" + device.isPresent() + "]";
  }
}
