package dev.fakeauth0.emulator.decision;

import java.time.Instant;

/**
 * A client assertion whose signature, audience and expiry were found good (RFC 7523 section 3).
 *
 * @param clientId the client it speaks for
 * @param jti its id, good for one use
 * @param expiry when it expires
 */
public record ProvenAssertion(String clientId, String jti, Instant expiry) {}
