package dev.fakeauth0.emulator.pipeline;

/**
 * What a refusal looks like on the wire. Texts may hold facts of the diagnosis in braces, {@code
 * {client_id}}.
 *
 * @param status the HTTP status
 * @param error the {@code error} of OAuth, or the {@code errorCode} of the Management API; empty if
 *     there is none
 * @param text the {@code error_description}, {@code message} or plain text
 * @param errorUri the {@code error_uri}; empty if there is none
 */
record WireForm(int status, String error, String text, String errorUri) {}
