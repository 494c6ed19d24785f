package dev.fakeauth0.emulator.token;

import java.time.Instant;

/**
 * A client assertion that was verified (RFC 7523 section 3).
 *
 * @param clientId whose it is
 * @param jti its id, to be taken once
 * @param expiry when it expires
 */
public record ClientAssertion(String clientId, String jti, Instant expiry) {}
