/**
 * Dynamic client registration (RFC 7591; Auth0 docs, "Dynamic Application Registration"): anybody
 * makes a third-party application, where the tenant allows it.
 */
@NullMarked
package dev.fakeauth0.emulator.authentication.registration;

import org.jspecify.annotations.NullMarked;
