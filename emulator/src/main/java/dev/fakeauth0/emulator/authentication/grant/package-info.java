/** What a client may ask the token endpoint for: one policy per {@code grant_type}. */
@NullMarked
package dev.fakeauth0.emulator.authentication.grant;

import org.jspecify.annotations.NullMarked;
