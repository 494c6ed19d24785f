package dev.fakeauth0.emulator.authentication.page;

import java.util.Optional;

/**
 * The page that waits for a push notification to be answered.
 *
 * @param state the interaction's id
 * @param device the device's name
 * @param code whether a code of the app can be entered instead
 * @param error what was wrong
 */
public record PushView(String state, String device, boolean code, Optional<FieldError> error) {}
