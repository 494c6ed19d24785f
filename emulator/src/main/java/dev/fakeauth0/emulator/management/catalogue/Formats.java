package dev.fakeauth0.emulator.management.catalogue;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;

/**
 * The formats of strings that the Management API's schemas name. Where Auth0's rule is not known
 * (most ids, the kinds of URI), the check is lenient: what it refuses, Auth0 refuses for certain.
 */
final class Formats {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private Formats() {}

  /** Whether a string has a format; an unknown format takes every string, as z-schema does. */
  static boolean holds(String format, String value) {
    return switch (format) {
      case "date-time" -> dateTime(value);
      case "date" -> date(value);
      case "email" -> email(value);
      case "email-or-empty" -> value.isEmpty() || email(value);
      case "ipv4" -> ipv4(value);
      case "ipv6" -> ipv6(value);
      case "cidr" -> cidr(value, true);
      case "ipv6_cidr" -> cidr(value, false);
      case "hostname", "hostname-rfc2181" -> hostname(value);
      case "uuid" -> uuid(value);
      case "hexadecimal" -> characters(value, 1, Integer.MAX_VALUE, Formats::hex);
      case "html-color", "forms-hex-color", "html-color-or-null" -> color(value);
      case "non-empty-string", "acr", "forms-expression" -> !value.isBlank();
      case "uri", "url", "url-or-null", "strict-uri", "callback-url" -> uri(value);
      case "strict-https-uri", "strict-https-uri-or-null", "forms-url-https" -> https(value);
      case "absolute-uri-or-empty" -> value.isEmpty() || uri(value);
      case "absolute-https-uri-or-empty" -> value.isEmpty() || https(value) || onLoopback(value);
      case "absolute-https-uri-with-placeholders-or-empty", "ec-initiate-login-uri-template-url" ->
          value.isEmpty() || https(withoutPlaceholders(value));
      case "url-with-placeholders" -> uri(withoutPlaceholders(value));
      // The recordings have 16 letters and digits behind these prefixes, and the documents'
      // patterns
      // ask for them; ids of seeds may be shorter.
      case "connection-id" -> id(value, "con_", 1, 64);
      case "organization-id" -> id(value, "org_", 1, 64);
      case "role-id" -> id(value, "rol_", 1, 64);
      case "client-grant-id" -> id(value, "cgr_", 1, 64);
      case "user-invitation-id" -> id(value, "uinv_", 1, 64);
      // Recorded: 22 characters; `est_invalid_id_1234567890` is refused.
      case "event-stream-id" -> id(value, "est_", 16, 22);
      case "event-id" -> id(value, "evt_", 1, 64);
      case "user-attribute-profile-id" -> id(value, "uap_", 1, 64);
      case "token-exchange-profile-id" -> id(value, "tep_", 1, 64);
      case "connection-profile-id" -> id(value, "cop_", 1, 64);
      case "rate-limit-policy-id" -> id(value, "rlp_", 1, 64);
      case "log-stream-id" -> id(value, "lst_", 1, 64);
      case "credential-id" -> id(value, "cred_", 1, 64);
      case "flow-id" -> id(value, "af_", 1, 64);
      case "form-id" -> id(value, "ap_", 1, 64);
      case "flows-vault-connections-id" -> id(value, "ac_", 1, 64);
      // Recorded: `#<Random:0x0>` is refused. A client may also be known by the URL of its
      // document.
      case "client-id" -> characters(value, 1, 2048, Formats::nameOrUrl);
      case "user-id" -> characters(value, 1, Integer.MAX_VALUE, Formats::visible);
      case "user-id-with-max-length" -> characters(value, 1, 1024, Formats::visible);
      case "organization-name" -> organizationName(value);
      case "connection-realm" -> characters(value, 1, 128, Formats::visibleOrBlank);
      case "session-id",
          "ticket-id",
          "flow-execution-id",
          "organization-discovery-domain-id",
          "authenticator-id",
          "forms-custom-identifier" ->
          characters(value, 1, 1024, Formats::visible);
      case "forms-file-extension" -> characters(value, 1, 64, Formats::visible);
      default -> true;
    };
  }

  private interface Characters {
    boolean takes(int c);
  }

  private static boolean characters(String value, int least, int most, Characters taken) {
    if (value.length() < least || value.length() > most) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      if (!taken.takes(value.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean alphanumeric(int c) {
    return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean hex(int c) {
    return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static boolean visible(int c) {
    return c > ' ' && c != 0x7f;
  }

  private static boolean visibleOrBlank(int c) {
    return c >= ' ' && c != 0x7f;
  }

  private static boolean nameOrUrl(int c) {
    return visible(c) && c < 0x7f && "#<>\"{}|\\^`".indexOf(c) < 0;
  }

  private static boolean id(String value, String prefix, int least, int most) {
    return value.startsWith(prefix)
        && characters(
            value.substring(prefix.length()),
            least,
            most,
            least > 1 ? Formats::alphanumeric : c -> alphanumeric(c) || c == '_' || c == '-');
  }

  /**
   * Lower case letters, digits, hyphens and underscores, not an id (Auth0: Create Organizations).
   */
  private static boolean organizationName(String value) {
    return !value.startsWith("org_")
        && characters(value, 1, 50, c -> digit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '_')
        && alphanumeric(value.charAt(0));
  }

  private static boolean email(String value) {
    int at = value.lastIndexOf('@');
    if (at < 1 || at > 64 || value.length() > 320 || value.charAt(at - 1) == '.') {
      return false;
    }
    String domain = value.substring(at + 1);
    boolean quoted = value.charAt(0) == '"' && value.charAt(at - 1) == '"';
    for (int i = 0; i < at; i++) {
      char c = value.charAt(i);
      if (!visible(c) || (!quoted && "@()<>[]:;,\\\"".indexOf(c) >= 0)) {
        return false;
      }
    }
    return !value.startsWith(".")
        && !value.contains("..")
        && domain.indexOf('.') > 0
        && !domain.endsWith(".")
        && hostname(domain);
  }

  private static boolean hostname(String value) {
    if (value.isEmpty() || value.length() > 253) {
      return false;
    }
    int start = 0;
    while (true) {
      int end = value.indexOf('.', start);
      String label = end < 0 ? value.substring(start) : value.substring(start, end);
      if (!characters(label, 1, 63, c -> alphanumeric(c) || c == '-' || c == '_' || c > 0x7f)
          || label.startsWith("-")
          || label.endsWith("-")) {
        return false;
      }
      if (end < 0) {
        return true;
      }
      start = end + 1;
    }
  }

  private static boolean ipv4(String value) {
    String[] parts = value.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      if (!characters(part, 1, 3, Formats::digit) || Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return true;
  }

  private static boolean ipv6(String value) {
    int gap = value.indexOf("::");
    if (gap >= 0 && value.indexOf("::", gap + 1) >= 0) {
      return false;
    }
    String[] halves =
        gap < 0
            ? new String[] {value}
            : new String[] {value.substring(0, gap), value.substring(gap + 2)};
    int groups = 0;
    for (int half = 0; half < halves.length; half++) {
      if (halves[half].isEmpty() && gap >= 0) {
        continue;
      }
      String[] parts = halves[half].split(":", -1);
      for (int i = 0; i < parts.length; i++) {
        boolean last = half == halves.length - 1 && i == parts.length - 1;
        if (last && parts[i].indexOf('.') >= 0) {
          if (!ipv4(parts[i])) {
            return false;
          }
          groups += 2;
        } else if (characters(parts[i], 1, 4, Formats::hex)) {
          groups++;
        } else {
          return false;
        }
      }
    }
    return gap < 0 ? groups == 8 : groups < 8;
  }

  private static boolean cidr(String value, boolean four) {
    int slash = value.indexOf('/');
    if (slash < 0 || !characters(value.substring(slash + 1), 1, 3, Formats::digit)) {
      return false;
    }
    int bits = Integer.parseInt(value.substring(slash + 1));
    String address = value.substring(0, slash);
    return four ? ipv4(address) && bits <= 32 : ipv6(address) && bits <= 128;
  }

  private static boolean uuid(String value) {
    if (value.length() != 36) {
      return false;
    }
    for (int i = 0; i < 36; i++) {
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      if (hyphen ? value.charAt(i) != '-' : !hex(value.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean color(String value) {
    int digits = value.length() - 1;
    return value.startsWith("#")
        && (digits == 3 || digits == 4 || digits == 6 || digits == 8)
        && characters(value.substring(1), 3, 8, Formats::hex);
  }

  private static boolean date(String value) {
    try {
      return value.length() == 10 && LocalDate.parse(value).getYear() >= 0;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** RFC 3339, as z-schema reads it: with a time zone, letters in either case. */
  private static boolean dateTime(String value) {
    if (value.length() < 20
        || !date(value.substring(0, 10))
        || Character.toUpperCase(value.charAt(10)) != 'T'
        || value.charAt(13) != ':'
        || value.charAt(16) != ':'
        || !below(value, 11, 24)
        || !below(value, 14, 60)
        || !below(value, 17, 61)) {
      return false;
    }
    int at = 19;
    if (value.charAt(at) == '.') {
      int first = ++at;
      while (at < value.length() && digit(value.charAt(at))) {
        at++;
      }
      if (at == first) {
        return false;
      }
    }
    String zone = value.substring(at).toUpperCase(Locale.ROOT);
    return zone.equals("Z")
        || (zone.length() == 6
            && (zone.charAt(0) == '+' || zone.charAt(0) == '-')
            && zone.charAt(3) == ':'
            && below(zone, 1, 24)
            && below(zone, 4, 60));
  }

  /** Whether two digits stand here, below a bound. */
  private static boolean below(String value, int at, int bound) {
    return digit(value.charAt(at))
        && digit(value.charAt(at + 1))
        && Integer.parseInt(value, at, at + 2, 10) < bound;
  }

  private static boolean uri(String value) {
    int colon = value.indexOf(':');
    return colon > 0
        && colon < value.length() - 1
        && characters(
            value.substring(0, colon),
            1,
            64,
            c -> alphanumeric(c) || c == '+' || c == '-' || c == '.')
        && !digit(value.charAt(0))
        && characters(value, 1, Integer.MAX_VALUE, Formats::visible);
  }

  /** Where documents of tests are; Auth0 has no such exception. */
  private static boolean onLoopback(String value) {
    try {
      return value.startsWith("http://")
          && LOOPBACK.contains(String.valueOf(new URI(value).getHost()));
    } catch (URISyntaxException e) {
      return false; // No URL is on loopback.
    }
  }

  private static boolean https(String value) {
    if (!value.toLowerCase(Locale.ROOT).startsWith("https://") || !uri(value)) {
      return false;
    }
    try {
      return new URI(value).getRawAuthority() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static String withoutPlaceholders(String value) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (true) {
      int open = value.indexOf('{', at);
      int close = open < 0 ? -1 : value.indexOf('}', open);
      if (close < 0) {
        return out.append(value, at, value.length()).toString();
      }
      out.append(value, at, open).append('x');
      at = close + 1;
    }
  }
}
