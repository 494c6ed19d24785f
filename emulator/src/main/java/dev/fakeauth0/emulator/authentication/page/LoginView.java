package dev.fakeauth0.emulator.authentication.page;

import java.util.List;
import java.util.Optional;

/**
 * The login pages: identifier and password on one page, or one after the other.
 *
 * @param state the interaction's id
 * @param identifierLabel what identifies a user here, such as "Email address"
 * @param inputMode the keyboard a phone shows for it: {@code email}, {@code tel} or {@code text}
 * @param identifier what was typed already
 * @param password whether there is a database to log in to; otherwise only buttons are shown
 * @param signup whether new users may sign up
 * @param reset whether a forgotten password can be reset
 * @param connections the other ways
 * @param error what was wrong
 */
public record LoginView(
    String state,
    String identifierLabel,
    String inputMode,
    String identifier,
    boolean password,
    boolean signup,
    boolean reset,
    List<ConnectionButton> connections,
    Optional<FieldError> error) {

  /** Copies the buttons. */
  public LoginView {
    connections = List.copyOf(connections);
  }
}
