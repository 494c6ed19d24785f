package dev.fakeauth0.emulator.authentication.page;

/**
 * A page, ready to be sent.
 *
 * @param html the document, to be sent as {@code text/html; charset=utf-8}
 * @param policy the value of its {@code Content-Security-Policy}: nothing but what the page itself
 *     holds is loaded or run, and by default no other page may frame it
 */
public record Page(String html, String policy) {}
