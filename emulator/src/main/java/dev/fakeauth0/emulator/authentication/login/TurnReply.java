package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.pipeline.Headers;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.Minter;
import dev.fakeauth0.emulator.token.TokenGrant;
import dev.fakeauth0.emulator.token.TokenSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** The answer of a turn: the next page, or what the callback gets, in the order of live tenants. */
final class TurnReply {

  private TurnReply() {}

  /** Signs the tokens of a turn, if it has any. */
  static Minter<Turn, Turn> signing(Minter<TokenGrant, TokenSet> minter) {
    return (turn, keys, tampering) ->
        turn.signed(turn.grant().map(grant -> minter.mint(grant, keys, tampering)));
  }

  static Outcome of(Turn turn, Browser browser, TenantState state) {
    Headers cookies = turn.device().map(browser::device).orElse(Headers.NONE);
    if (turn.session().isPresent()) {
      BrowserSession.Given given = turn.session().get();
      cookies = cookies.and(browser.session(given.cookie(), given.lifetime()));
    }
    if (turn.page().isPresent()) {
      return new Outcome.Redirect(
          turn.page().get().location(turn.interaction()), PageHeaders.PAGE.and(cookies));
    }
    return Callback.granted(turn.interaction().request(), state).answer(members(turn), cookies);
  }

  private static Map<String, String> members(Turn turn) {
    Map<String, String> members = new LinkedHashMap<>();
    turn.code().ifPresent(code -> members.put("code", code));
    if (turn.tokens().isPresent()) {
      TokenSet tokens = turn.tokens().get();
      tokens.access().ifPresent(access -> members.put("access_token", access));
      tokens.idToken().ifPresent(id -> members.put("id_token", id));
      if (tokens.access().isPresent()) {
        if (!tokens.scope().isEmpty()) {
          members.put("scope", String.join(" ", tokens.scope()));
        }
        members.put("expires_in", Long.toString(tokens.expiresIn().toSeconds()));
        members.put("token_type", "Bearer");
      }
    }
    return members;
  }
}
