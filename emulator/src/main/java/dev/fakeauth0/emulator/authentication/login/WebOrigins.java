package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.tenant.Client;

/**
 * Who may be answered by a message from a frame (Auth0 docs, "Application Settings": Allowed Web
 * Origins).
 */
final class WebOrigins {

  private WebOrigins() {}

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
