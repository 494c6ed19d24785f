/**
 * The emulator's own endpoints, under {@code /__admin}: look at a tenant, change it, mint tokens,
 * ask why something is refused. One door guards them all: {@link
 * dev.fakeauth0.emulator.control.ControlDoor}.
 */
@NullMarked
package dev.fakeauth0.emulator.control;

import org.jspecify.annotations.NullMarked;
