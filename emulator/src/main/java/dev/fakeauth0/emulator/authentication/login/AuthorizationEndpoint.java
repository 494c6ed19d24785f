package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.logout.ExpiredSessions;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.token.Minter;
import dev.fakeauth0.emulator.token.TokenGrant;
import dev.fakeauth0.emulator.token.TokenSet;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.Optional;

/**
 * Authorization endpoint, {@code GET} and {@code POST /authorize} (RFC 6749 section 3.1; OpenID
 * Connect Core section 3.1.2.1; Auth0 docs, "Authorization Code Flow"). Reads the request, lets it
 * be decided, and leads to a page or to the callback. It has no rule of its own.
 */
public final class AuthorizationEndpoint implements Endpoint {

  private final Minter<TokenGrant, TokenSet> minter;
  private final ErrorTelling errors;

  /** The endpoint. */
  public AuthorizationEndpoint(Minter<TokenGrant, TokenSet> minter, ErrorTelling errors) {
    this.minter = minter;
    this.errors = errors;
  }

  @Override
  public Route route() {
    return Route.page("/authorize", "GET", "POST");
  }

  @Override
  public Reply answer(Call call) {
    ExpiredSessions.tell(Browser.of(call.request()).session(), call);
    return call.parse(SentAuthorization::from)
        .read((sent, state) -> SignedRequest.verified(sent, state, call.tenant().now(state)))
        .decide(Authorizing::decide)
        .mint(TurnReply.signing(minter))
        .reply(
            turn -> TurnReply.of(turn, Browser.of(call.request()), call.epoch().store().state()));
  }

  @Override
  public Outcome refusal(Call call, Diagnosis diagnosis) {
    Optional<SentAuthorization> sent = call.subject().map(SentAuthorization.class::cast);
    return errors.tell(
        call,
        diagnosis,
        sent.flatMap(asked -> Callback.of(asked, call.epoch().store().state())),
        sent.flatMap(SentAuthorization::clientId));
  }
}
