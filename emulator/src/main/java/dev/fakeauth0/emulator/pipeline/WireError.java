package dev.fakeauth0.emulator.pipeline;

/**
 * What a refusal says on the wire, filled in.
 *
 * @param status the HTTP status
 * @param error the {@code error} of OAuth, or the code of a message on a page
 * @param description the {@code error_description}; empty if there is none
 * @param errorUri the {@code error_uri}; empty if there is none
 */
public record WireError(int status, String error, String description, String errorUri) {}
