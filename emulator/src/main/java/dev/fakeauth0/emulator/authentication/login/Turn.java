package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.grant.Login;
import dev.fakeauth0.emulator.token.TokenGrant;
import dev.fakeauth0.emulator.token.TokenSet;
import java.util.Optional;

/**
 * What an authorization request comes to for now: a page that is due, or the answer.
 *
 * @param interaction the interaction
 * @param page the page that is due; none: the answer is
 * @param device a new value for the device cookie
 * @param session a session begun, for the session cookie
 * @param code the code
 * @param grant the tokens of the front channel, not yet signed
 * @param tokens the same, signed
 */
record Turn(
    Interaction interaction,
    Optional<NextStep> page,
    Optional<String> device,
    Optional<BrowserSession.Given> session,
    Optional<String> code,
    Optional<TokenGrant> grant,
    Optional<TokenSet> tokens) {

  static Turn to(NextStep page, Interaction interaction, Optional<String> device) {
    return new Turn(
        interaction,
        Optional.of(page),
        device,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The answer, its tokens not yet signed. */
  static Turn answer(
      Interaction interaction,
      Optional<BrowserSession.Given> session,
      Optional<String> code,
      Optional<TokenGrant> grant) {
    return new Turn(
        interaction, Optional.empty(), Optional.empty(), session, code, grant, Optional.empty());
  }

  /** This with a device cookie. */
  Turn onDevice(Optional<String> value) {
    return new Turn(interaction, page, value, session, code, grant, tokens);
  }

  /** This with its tokens signed. */
  Turn signed(Optional<TokenSet> set) {
    return new Turn(interaction, page, device, session, code, grant, set);
  }

  /** Who logged in. */
  Optional<Login> login() {
    return interaction.login();
  }

  @Override
  public String toString() {
    return "Turn[" + page.map(Enum::name).orElse("answer") + "]";
  }
}
