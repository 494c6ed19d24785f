package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.grant.Login;
import dev.fakeauth0.emulator.logout.LogoutNotice;
import java.util.List;
import java.util.Optional;

/**
 * What a logout comes to.
 *
 * @param location where it leads; none: nowhere
 * @param question the state of the page that asks first; none: the session is over
 * @param login whose session ended
 * @param notices whom to tell
 */
record LoggedOut(
    Optional<String> location,
    Optional<String> question,
    Optional<Login> login,
    List<LogoutNotice> notices) {

  /** Copies the notices. */
  LoggedOut {
    notices = List.copyOf(notices);
  }
}
