package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.refusal.RefusalReason.PARAMETER_MISSING;

import dev.fakeauth0.emulator.authentication.grant.RefreshToken;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Door;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import java.time.Instant;
import java.util.Optional;

/**
 * Revocation endpoint, {@code POST /oauth/revoke} (RFC 7009; Auth0 docs, "Revoke Refresh Tokens"):
 * a client gives a refresh token back. The answer is 200 without a body whatever the token was; the
 * journal says what became of it. Access tokens cannot be revoked: nobody asks for them.
 */
public final class RevocationEndpoint implements Endpoint {

  @Override
  public Route route() {
    return Route.post("/oauth/revoke", Door.REVOCATION);
  }

  @Override
  public Reply answer(Call call) {
    return call.parse(TokenRequest::from)
        .read((request, state) -> request.asserted(state, call.tenant().now(state)))
        .decide(RevocationEndpoint::decide)
        .reply(
            finding -> {
              call.note(finding);
              // Recorded: JSON by its header, and nothing in it.
              return new Outcome.File("application/json", new byte[0]);
            });
  }

  private static Decision<String> decide(TokenRequest request, TenantDraft tenant, Instant now) {
    return request.authenticated(tenant, now).then(client -> revoked(client, request, tenant, now));
  }

  private static Decision<String> revoked(
      Client client, TokenRequest request, TenantDraft tenant, Instant now) {
    Optional<String> token = request.parameter("token");
    if (token.isEmpty()) {
      return Decision.refuse(
          PARAMETER_MISSING
              .because("the request has no token")
              .fact("parameter", "token")
              .remedy("send the refresh token to be revoked as token"));
    }
    Optional<RefreshToken> found = RefreshToken.find(token.get(), tenant.state());
    if (found.isEmpty()) {
      return Decision.grant(
          token.get().split("\\.", -1).length >= 3
              ? "the token is no refresh token; access tokens stay good until they expire"
              : "there is no such refresh token, so nothing is revoked");
    }
    if (!found.get().clientId().equals(client.id())) {
      return Decision.grant(
          "the refresh token is client " + found.get().clientId() + "'s, so nothing is revoked");
    }
    boolean wholeGrant =
        tenant
            .state()
            .settings()
            .object("flags")
            .map(flags -> flags.flag("revoke_refresh_token_grant", false))
            .orElse(false);
    if (wholeGrant) {
      found.get().endWithGrant(tenant, now);
      return Decision.grant(
          "the grant is revoked with all its refresh tokens (flags.revoke_refresh_token_grant)");
    }
    found.get().giveBack(tenant, now);
    return Decision.grant("the refresh token is revoked, with all of its family");
  }
}
