package dev.fakeauth0.emulator.authentication.login;

import java.util.Optional;

/**
 * Where a form leads.
 *
 * @param interaction what the login became
 * @param path a page of its own, with what else stands in its query; none: whichever is due
 * @param session the session that the browser is given
 */
record Onward(
    Interaction interaction, Optional<String> path, Optional<BrowserSession.Given> session) {

  /**
   * Where a browser is sent.
   *
   * @param location the address
   * @param session the session that it is given
   */
  record Sent(String location, Optional<BrowserSession.Given> session) {

    static Sent to(String location) {
      return new Sent(location, Optional.empty());
    }
  }

  /** To the page that is due. */
  static Onward of(Interaction interaction) {
    return new Onward(interaction, Optional.empty(), Optional.empty());
  }

  /** To a page of its own. */
  static Onward to(String path, Interaction interaction) {
    return new Onward(interaction, Optional.of(path), Optional.empty());
  }

  /** This, with a session for the browser. */
  Onward with(Optional<BrowserSession.Given> given) {
    return new Onward(interaction, path, given);
  }

  /** The address. */
  String location(NextStep next) {
    return path.map(own -> own + (own.indexOf('?') < 0 ? "?" : "&") + "state=" + interaction.id())
        .orElseGet(() -> next.location(interaction));
  }
}
