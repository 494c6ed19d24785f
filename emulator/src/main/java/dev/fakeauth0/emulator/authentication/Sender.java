package dev.fakeauth0.emulator.authentication;

import dev.fakeauth0.emulator.pipeline.Request;
import dev.fakeauth0.emulator.tenant.Client;
import java.util.Optional;

/**
 * Where a request came from.
 *
 * @param address the address of the peer
 * @param forwardedFor the user's address as a server-side application says it, {@code
 *     auth0-forwarded-for}
 * @param userAgent the {@code User-Agent}
 */
public record Sender(String address, Optional<String> forwardedFor, Optional<String> userAgent) {

  static Sender of(Request request) {
    return new Sender(
        request.remote().getHostAddress(),
        request.header("auth0-forwarded-for").map(String::strip).filter(text -> !text.isEmpty()),
        request.header("User-Agent"));
  }

  /**
   * The address that attack protection counts: the one an application says, where the tenant trusts
   * it to (Auth0 docs, "Avoid Common Issues with Resource Owner Password Flow and Attack
   * Protection"). Public applications are never trusted.
   *
   * @param client the client, authenticated
   */
  public String address(Client client) {
    return forwardedFor
        .filter(
            said ->
                !client.publicClient()
                    && client.document().flag("is_token_endpoint_ip_header_trusted", false))
        .orElse(address);
  }
}
