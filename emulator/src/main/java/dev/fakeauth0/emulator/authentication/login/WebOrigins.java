package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.UrlPattern;
import java.util.List;

/**
 * Who may be answered by a message from a frame (Auth0 docs, "Application Settings": Allowed Web
 * Origins).
 */
final class WebOrigins {

  private WebOrigins() {}

  /**
   * Whether a page of an origin may log users in to a client: one of its web origins, its allowed
   * origins or the origins of its callbacks.
   */
  static boolean loggingIn(String origin, Client client) {
    for (String list : List.of("web_origins", "allowed_origins", "callbacks")) {
      for (String known : client.document().strings(list)) {
        if (UrlPattern.coversOrigin(known, origin)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the origin of a callback is one of the client's web origins. */
  static boolean allowed(String redirectUri, Client client) {
    return UrlPattern.origin(redirectUri)
        .filter(
            origin -> {
              for (String known : client.document().strings("web_origins")) {
                if (UrlPattern.coversOrigin(known, origin)) {
                  return true;
                }
              }
              return false;
            })
        .isPresent();
  }
}
