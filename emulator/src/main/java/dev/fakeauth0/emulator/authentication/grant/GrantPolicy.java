package dev.fakeauth0.emulator.authentication.grant;

import dev.fakeauth0.emulator.authentication.TokenRequest;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.TokenGrant;
import java.time.Instant;

/** What one grant type grants. Asked when the client is authenticated and may use the type. */
public interface GrantPolicy {

  /** The grant type it is for. */
  GrantType grantType();

  /**
   * Checks against a snapshot what takes long, such as a password or a signature; what it found
   * stands in the request from then on, see {@link TokenRequest#found}. The client is not
   * authenticated yet, and the state may have changed when {@link #decide} is asked.
   */
  default TokenRequest prepared(TokenRequest request, TenantState state, Instant now) {
    return request;
  }

  /**
   * Decides.
   *
   * @param client the client, authenticated
   * @param tenant the working copy, to read and to change
   * @param now the tenant's time
   */
  Decision<TokenGrant> decide(Client client, TokenRequest request, TenantDraft tenant, Instant now);
}
