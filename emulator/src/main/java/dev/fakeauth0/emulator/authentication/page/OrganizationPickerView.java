package dev.fakeauth0.emulator.authentication.page;

import java.util.List;

/**
 * The organization picker.
 *
 * @param state the interaction's id
 * @param choices the organizations
 * @param skippable whether one can go on without
 */
public record OrganizationPickerView(
    String state, List<OrganizationChoice> choices, boolean skippable) {

  /** Copies the choices. */
  public OrganizationPickerView {
    choices = List.copyOf(choices);
  }
}
