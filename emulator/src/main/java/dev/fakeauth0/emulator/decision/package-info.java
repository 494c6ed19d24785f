/**
 * Deciding: {@link dev.fakeauth0.emulator.decision.Decision}, {@link
 * dev.fakeauth0.emulator.decision.Rule}, and what several rules share. Pure: no clock, no socket,
 * no signing.
 */
@NullMarked
package dev.fakeauth0.emulator.decision;

import org.jspecify.annotations.NullMarked;
