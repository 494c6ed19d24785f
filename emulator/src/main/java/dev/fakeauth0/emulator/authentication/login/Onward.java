package dev.fakeauth0.emulator.authentication.login;

import java.util.Optional;

/**
 * Where a form leads.
 *
 * @param interaction what the login became
 * @param path a page of its own, with what else stands in its query; none: whichever is due
 */
record Onward(Interaction interaction, Optional<String> path) {

  /** To the page that is due. */
  static Onward of(Interaction interaction) {
    return new Onward(interaction, Optional.empty());
  }

  /** To a page of its own. */
  static Onward to(String path, Interaction interaction) {
    return new Onward(interaction, Optional.of(path));
  }

  /** The address. */
  String location(NextStep next) {
    return path.map(own -> own + (own.indexOf('?') < 0 ? "?" : "&") + "state=" + interaction.id())
        .orElseGet(() -> next.location(interaction));
  }
}
