/**
 * Telling applications that a session of a user ended (OpenID Connect Back-Channel Logout; Auth0
 * docs, "OIDC Back-Channel Logout Initiators"), whoever ended it.
 */
@NullMarked
package dev.fakeauth0.emulator.logout;

import org.jspecify.annotations.NullMarked;
