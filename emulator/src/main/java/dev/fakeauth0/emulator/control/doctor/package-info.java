/**
 * The doctor: looks at a tenant from outside, as a client does, check by check, and names the one
 * mistake. Works on any tenant; of an emulator it asks the exact diagnosis.
 */
@NullMarked
package dev.fakeauth0.emulator.control.doctor;

import org.jspecify.annotations.NullMarked;
