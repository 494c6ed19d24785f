/**
 * Certificates: of the keys tenants sign with, and of the local authority the HTTPS listeners are
 * trusted by. Beside {@code password} the only package that knows Bouncy Castle, whose classes are
 * loaded when the first certificate is made.
 */
@NullMarked
package dev.fakeauth0.emulator.certificate;

import org.jspecify.annotations.NullMarked;
