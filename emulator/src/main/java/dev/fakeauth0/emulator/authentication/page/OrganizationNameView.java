package dev.fakeauth0.emulator.authentication.page;

import java.util.Optional;

/**
 * The prompt for an organization's name, before login.
 *
 * @param state the interaction's id
 * @param name what was typed already
 * @param error what was wrong
 */
public record OrganizationNameView(String state, String name, Optional<FieldError> error) {}
