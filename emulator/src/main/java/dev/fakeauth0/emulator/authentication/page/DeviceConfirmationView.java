package dev.fakeauth0.emulator.authentication.page;

/**
 * The page that asks whether the code is the one on the device (RFC 8628 section 5.4).
 *
 * @param state the interaction's id
 * @param application the name of what runs on the device
 * @param code the user code
 */
public record DeviceConfirmationView(String state, String application, String code) {}
