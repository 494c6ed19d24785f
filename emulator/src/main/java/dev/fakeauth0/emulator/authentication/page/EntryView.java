package dev.fakeauth0.emulator.authentication.page;

import java.util.Optional;

/**
 * A page with one field: a phone number or address to enroll, or whose password to reset.
 *
 * @param state the interaction's id
 * @param title the heading
 * @param text what to do
 * @param field the field
 * @param button what the button says
 * @param otherMethod whether there is another factor
 * @param back where the way back leads; empty: there is none
 * @param accounts whether the strip says who can log in
 * @param error what was wrong
 */
public record EntryView(
    String state,
    String title,
    String text,
    InputField field,
    String button,
    boolean otherMethod,
    String back,
    boolean accounts,
    Optional<FieldError> error) {}
