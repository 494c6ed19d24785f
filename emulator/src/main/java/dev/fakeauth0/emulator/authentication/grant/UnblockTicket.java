package dev.fakeauth0.emulator.authentication.grant;

/**
 * What the link of a blocked account's message stands for.
 *
 * @param blockId the id of the block in {@code user-blocks}
 */
public record UnblockTicket(String blockId) {}
