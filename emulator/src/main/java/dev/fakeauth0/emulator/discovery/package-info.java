/**
 * What a tenant says about itself to everybody: its metadata (RFC 8414, OpenID Connect Discovery
 * 1.0) and its public keys (RFC 7517).
 */
@NullMarked
package dev.fakeauth0.emulator.discovery;

import org.jspecify.annotations.NullMarked;
