/**
 * The road of one call: from {@link dev.fakeauth0.emulator.pipeline.Request} through the stages of
 * {@link dev.fakeauth0.emulator.pipeline.Call} to {@link dev.fakeauth0.emulator.pipeline.Reply},
 * the fault points between the stages, and the journal around them.
 */
@NullMarked
package dev.fakeauth0.emulator.pipeline;

import org.jspecify.annotations.NullMarked;
