package dev.fakeauth0.emulator.authentication.page;

import java.util.Optional;

/**
 * The page that shows a recovery code, once.
 *
 * @param state the interaction's id
 * @param code the code
 * @param error what was wrong
 */
public record RecoveryCodeView(String state, String code, Optional<FieldError> error) {}
