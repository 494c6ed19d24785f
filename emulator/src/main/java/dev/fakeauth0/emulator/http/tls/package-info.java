/** TLS of the listeners, made when the first client connects and not before. */
@NullMarked
package dev.fakeauth0.emulator.http.tls;

import org.jspecify.annotations.NullMarked;
