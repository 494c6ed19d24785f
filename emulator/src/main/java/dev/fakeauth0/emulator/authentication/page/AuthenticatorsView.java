package dev.fakeauth0.emulator.authentication.page;

import java.util.List;

/**
 * The page to pick an authenticator on: one to be asked by, or one to enroll.
 *
 * @param state the interaction's id
 * @param title the heading
 * @param text what to do
 * @param choices the authenticators
 */
public record AuthenticatorsView(
    String state, String title, String text, List<AuthenticatorChoice> choices) {

  /** Copies the choices. */
  public AuthenticatorsView {
    choices = List.copyOf(choices);
  }
}
