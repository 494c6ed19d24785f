package dev.fakeauth0.emulator.authentication.page;

/**
 * One authenticator to pick.
 *
 * @param value what is posted as {@code action}
 * @param title what it is
 * @param text more of it, such as a masked number; may be empty
 */
public record AuthenticatorChoice(String value, String title, String text) {}
