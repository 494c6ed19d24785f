package dev.fakeauth0.emulator.authentication.page;

/**
 * What was wrong with an input.
 *
 * @param field the field it stands under; empty: above the form
 * @param code Auth0's code for it, such as {@code wrong-email-credentials}
 * @param text what the user reads
 */
public record FieldError(String field, String code, String text) {}
