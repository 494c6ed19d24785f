package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.refusal.RefusalReason.PROOF_OF_POSSESSION_REQUIRED;

import dev.fakeauth0.emulator.authentication.grant.GrantPolicies;
import dev.fakeauth0.emulator.authentication.grant.GrantPolicy;
import dev.fakeauth0.emulator.authentication.grant.GrantType;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.GrantedScope;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Door;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.Minter;
import dev.fakeauth0.emulator.token.TokenGrant;
import dev.fakeauth0.emulator.token.TokenSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Token endpoint, {@code POST /oauth/token} (RFC 6749 section 3.2; Auth0 docs, "Get Token"). Reads
 * the request, lets the client authenticate, asks the policy of its grant type, mints what was
 * granted. It has no rule of its own.
 */
public final class TokenEndpoint implements Endpoint {

  private final GrantPolicies policies;
  private final Minter<TokenGrant, TokenSet> minter;

  /** The endpoint over these policies. */
  public TokenEndpoint(GrantPolicies policies, Minter<TokenGrant, TokenSet> minter) {
    this.policies = policies;
    this.minter = minter;
  }

  @Override
  public Route route() {
    return Route.post("/oauth/token", Door.TOKEN);
  }

  @Override
  public Reply answer(Call call) {
    return call.parse(TokenRequest::from)
        .read((request, state) -> checked(request, state, call.tenant().now(state)))
        .decide(this::decide)
        .mint(minter)
        .reply(
            tokens -> {
              noteNarrowedScope(call, tokens);
              return TokenReply.of(tokens);
            });
  }

  private Decision<TokenRequest> checked(TokenRequest request, TenantState state, Instant now) {
    return request
        .asserted(state, now)
        .map(proven -> policies.prepared(proven.examined(now), state, now));
  }

  /** Decides a request: the client first, then its grant type, then what that grants. */
  Decision<TokenGrant> decide(TokenRequest request, TenantDraft tenant, Instant now) {
    return request
        .authenticated(tenant, now)
        .then(
            client ->
                policies
                    .policyFor(client, request)
                    .then(policy -> constrained(policy, client, request, tenant, now)));
  }

  private static Decision<TokenGrant> constrained(
      GrantPolicy policy, Client client, TokenRequest request, TenantDraft tenant, Instant now) {
    SenderConstraint.Examined examined =
        request
            .found(SenderConstraint.Examined.class)
            .orElse(new SenderConstraint.Examined(0, Optional.empty()));
    return SenderConstraint.of(client, examined, tenant, now)
        .then(
            constraint -> {
              TenantState before = tenant.state();
              Decision<TokenGrant> bound =
                  policy.decide(client, request, tenant, now).then(constraint::applied);
              // Which API a code or a refresh token is for shows when it is exchanged. Whoever then
              // lacks a proof may come again with one.
              if (bound.fold(
                  granted -> false, why -> why.reason() == PROOF_OF_POSSESSION_REQUIRED)) {
                tenant.replace(before);
              }
              return bound;
            });
  }

  /** Auth0 narrows without a word, and the 403 comes later: the journal says it here. */
  private static void noteNarrowedScope(Call call, TokenSet tokens) {
    Optional<TokenRequest> request = call.subject().map(TokenRequest.class::cast);
    Optional<String> asked = request.flatMap(TokenRequest::scope);
    if (asked.isEmpty()) {
      return;
    }
    List<String> missing = new ArrayList<>(GrantedScope.words(asked.get()));
    missing.removeAll(tokens.scope());
    if (!missing.isEmpty()) {
      boolean machine =
          request
              .flatMap(TokenRequest::grantType)
              .equals(Optional.of(GrantType.CLIENT_CREDENTIALS.wireName()));
      call.note(
          (machine
                  ? "scopes asked for and not granted by the client grant: "
                  : "scopes asked for and not granted for the user: ")
              + String.join(" ", missing));
    }
  }
}
