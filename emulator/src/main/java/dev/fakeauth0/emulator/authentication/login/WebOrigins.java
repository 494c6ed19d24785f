package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.tenant.Client;
import java.util.List;
import java.util.Optional;

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
        if (RedirectUris.origin(known).equals(Optional.of(origin))
            || RedirectUris.wildcard(known, origin)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the origin of a callback is one of the client's web origins. */
  static boolean allowed(String redirectUri, Client client) {
    return RedirectUris.origin(redirectUri)
        .filter(
            origin -> {
              for (String known : client.document().strings("web_origins")) {
                if (RedirectUris.origin(known).filter(origin::equals).isPresent()
                    || RedirectUris.wildcard(known, origin)) {
                  return true;
                }
              }
              return false;
            })
        .isPresent();
  }
}
