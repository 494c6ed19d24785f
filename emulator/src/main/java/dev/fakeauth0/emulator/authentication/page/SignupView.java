package dev.fakeauth0.emulator.authentication.page;

import java.util.List;
import java.util.Optional;

/**
 * The signup page.
 *
 * @param state the interaction's id
 * @param fields what a new user is identified by; none: only buttons are shown
 * @param passwordRule which passwords are accepted
 * @param connections the other ways
 * @param error what was wrong
 */
public record SignupView(
    String state,
    List<InputField> fields,
    String passwordRule,
    List<ConnectionButton> connections,
    Optional<FieldError> error) {

  /** Copies the lists. */
  public SignupView {
    fields = List.copyOf(fields);
    connections = List.copyOf(connections);
  }
}
