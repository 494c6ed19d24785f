package dev.fakeauth0.emulator.decision;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where an application may ask for browsers to be sent (RFC 6749 section 3.1.2). */
public final class Destination {

  /** Schemes that a browser runs or reads instead of going somewhere. */
  private static final List<String> NO_DESTINATION =
      List.of("javascript", "data", "vbscript", "file", "blob", "about");

  private Destination() {}

  /** What keeps a redirect URI from being one, to follow its name in a sentence. */
  public static Optional<String> problem(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      return Optional.of("is no URI");
    }
    if (!uri.isAbsolute()) {
      return Optional.of("is not absolute");
    }
    if (text.indexOf('#') >= 0) {
      return Optional.of("has a fragment");
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    if (NO_DESTINATION.contains(scheme)) {
      return Optional.of("has a scheme that leads to no application");
    }
    boolean web = scheme.equals("https") || scheme.equals("http");
    if (web && uri.getHost() == null) {
      return Optional.of("names no host");
    }
    return web && uri.getRawUserInfo() != null
        ? Optional.of("holds a user name")
        : Optional.empty();
  }
}
