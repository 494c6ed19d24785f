package dev.fakeauth0.emulator.tenant;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Addresses in the settings of a client, where an asterisk may stand for a subdomain (Auth0 docs,
 * "Subdomain URL Placeholders"): for letters, digits and hyphens of the leftmost label.
 */
public final class UrlPattern {

  private UrlPattern() {}

  /**
   * Whether an address is one that a pattern stands for.
   *
   * @param pattern an address with one asterisk, in the leftmost label of an http or https host
   * @param sent the address; without an asterisk in the pattern it is never covered
   */
  public static boolean covers(String pattern, String sent) {
    int star = pattern.indexOf('*');
    if (star < 0 || pattern.indexOf('*', star + 1) >= 0) {
      return false;
    }
    boolean web = pattern.startsWith("https://") || pattern.startsWith("http://");
    int host = pattern.indexOf("//") + 2;
    int dot = pattern.indexOf('.', star);
    int hostEnd = end(pattern, host, "/?#:");
    // In the leftmost label, and not in the place of a whole second-level name: https://*.com.
    if (!web
        || star < host
        || dot < 0
        || dot >= hostEnd
        || pattern.lastIndexOf('.', star) >= host
        || pattern.indexOf('.', dot + 1) < 0
        || pattern.indexOf('.', dot + 1) >= hostEnd) {
      return false;
    }
    String before = pattern.substring(0, star);
    String after = pattern.substring(star + 1);
    if (sent.length() <= before.length() + after.length()
        || !sent.startsWith(before)
        || !sent.endsWith(after)) {
      return false;
    }
    for (int i = before.length(); i < sent.length() - after.length(); i++) {
      char character = sent.charAt(i);
      boolean letter = character < 128 && Character.isLetterOrDigit(character);
      if (!letter && character != '-') {
        return false;
      }
    }
    return true;
  }

  private static int end(String url, int host, String marks) {
    for (int i = host; i < url.length(); i++) {
      if (marks.indexOf(url.charAt(i)) >= 0) {
        return i;
      }
    }
    return url.length();
  }

  /** Whether a page of an origin belongs to an address, with an asterisk or without. */
  public static boolean coversOrigin(String pattern, String origin) {
    if (origin(pattern).equals(Optional.of(origin))) {
      return true;
    }
    int host = pattern.indexOf("//") + 2;
    return host > 1 && covers(pattern.substring(0, end(pattern, host, "/?#")), origin);
  }

  /** The origin of an address (RFC 6454 section 4); none where it has none. */
  public static Optional<String> origin(String address) {
    try {
      URI uri = URI.create(address);
      if (uri.getHost() == null) {
        return Optional.empty();
      }
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      boolean usual =
          uri.getPort() < 0
              || (scheme.equals("https") && uri.getPort() == 443)
              || (scheme.equals("http") && uri.getPort() == 80);
      return Optional.of(
          scheme
              + "://"
              + uri.getHost().toLowerCase(Locale.ROOT)
              + (usual ? "" : ":" + uri.getPort()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
