/** Documents of others that the emulator fetches: bounded, and never in a step of the state. */
@NullMarked
package dev.fakeauth0.emulator.outgoing;

import org.jspecify.annotations.NullMarked;
