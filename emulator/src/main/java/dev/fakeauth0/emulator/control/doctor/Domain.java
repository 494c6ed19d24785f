package dev.fakeauth0.emulator.control.doctor;

import java.util.Locale;
import java.util.Optional;

/**
 * A domain as somebody wrote it, and as it should have been written: a host name, and a port where
 * it is not the usual one (Auth0 docs, "Application Settings": Domain).
 *
 * @param typed what was written
 * @param scheme {@code http} or {@code https}, where it was written
 * @param host the host name, lower case
 * @param port the port; -1 where none was written
 * @param mistake what is wrong with how it is written
 */
record Domain(
    String typed, Optional<String> scheme, String host, int port, Optional<Mistake> mistake) {

  static Domain of(String typed) {
    String rest = typed.strip();
    if (rest.length() > 1
        && "\"'".indexOf(rest.charAt(0)) >= 0
        && rest.endsWith(rest.substring(0, 1))) {
      rest = rest.substring(1, rest.length() - 1);
    }
    boolean quoted = !rest.equals(typed);
    Optional<String> scheme = scheme(rest);
    if (scheme.isPresent()) {
      rest = rest.substring(scheme.get().length() + "://".length());
    }
    int slash = rest.indexOf('/');
    String path = slash < 0 ? "" : rest.substring(slash);
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    int colon = authority.lastIndexOf(':');
    boolean hasPort = colon > authority.lastIndexOf(']');
    String host = (hasPort ? authority.substring(0, colon) : authority).toLowerCase(Locale.ROOT);
    int port = hasPort ? port(authority.substring(colon + 1)) : -1;
    String right = host + (port < 0 ? "" : ":" + port);
    return new Domain(
        typed,
        scheme,
        host,
        port,
        mistake(typed, right, scheme, path, quoted, host, hasPort && port < 0));
  }

  /** The domain as it should be written. */
  String right() {
    return host + (port < 0 ? "" : ":" + port);
  }

  /** Whether the name is one of this machine. */
  boolean local() {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.equals("127.0.0.1")
        || host.equals("[::1]")
        || host.equals("host.docker.internal");
  }

  private static Optional<Mistake> mistake(
      String typed,
      String right,
      Optional<String> scheme,
      String path,
      boolean quoted,
      String host,
      boolean badPort) {
    if (host.isEmpty()) {
      return Optional.of(
          Mistake.of("domain-missing", "the domain is empty")
              .remedy("set it to the tenant's domain, such as dev-abc.eu.auth0.com"));
    }
    if (badPort) {
      return Optional.of(
          Mistake.of("domain-malformed", "the domain's port is no number")
              .fact("domain", typed)
              .remedy("write HOST:PORT, such as localhost:8080"));
    }
    if (scheme.isPresent()) {
      return Optional.of(
          Mistake.of(
                  "domain-with-scheme",
                  "the domain is written as a URL: an SDK puts https:// in front of it once more")
              .fact("domain", typed)
              .remedy("set AUTH0_DOMAIN to %s, without %s://", right, scheme.get()));
    }
    if (!path.isEmpty()) {
      return Optional.of(
          Mistake.of(
                  "domain-with-path",
                  "the domain ends in %s: an SDK appends its own paths and the issuer's slash",
                  path)
              .fact("domain", typed)
              .remedy("set AUTH0_DOMAIN to %s", right));
    }
    if (quoted) {
      return Optional.of(
          Mistake.of("domain-malformed", "blanks or quotation marks are part of the domain")
              .fact("domain", typed)
              .remedy("set AUTH0_DOMAIN to %s", right));
    }
    // With a port it may be a service's name in a network of containers.
    boolean bare =
        host.indexOf('.') < 0
            && !host.equals("localhost")
            && !host.startsWith("[")
            && right.equals(host);
    if (bare) {
      return Optional.of(
          Mistake.of("domain-incomplete", "%s is a name, not a domain", host)
              .fact("domain", typed)
              .remedy(
                  "write the whole domain of the dashboard's Settings page, such as"
                      + " %s.eu.auth0.com",
                  host));
    }
    return Optional.empty();
  }

  private static Optional<String> scheme(String text) {
    for (String scheme : new String[] {"https", "http"}) {
      if (text.regionMatches(true, 0, scheme + "://", 0, scheme.length() + 3)) {
        return Optional.of(scheme);
      }
    }
    return Optional.empty();
  }

  private static int port(String digits) {
    try {
      int port = Integer.parseInt(digits);
      return port > 0 && port <= 65535 ? port : -1;
    } catch (NumberFormatException e) {
      return -1; // The caller says so.
    }
  }
}
