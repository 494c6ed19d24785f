package dev.fakeauth0.emulator.authentication.page;

import java.util.Optional;

/**
 * The page to choose a new password on.
 *
 * @param state what the form posts as {@code state}: the ticket
 * @param user whose password it is
 * @param passwordRule which passwords are accepted
 * @param error what was wrong
 */
public record ResetPasswordView(
    String state, String user, String passwordRule, Optional<FieldError> error) {}
