/**
 * Starting an emulator in this JVM: {@link dev.fakeauth0.emulator.EmulatorConfig} says how, {@link
 * dev.fakeauth0.emulator.Emulator} runs. Nothing else of the emulator is for callers.
 */
@NullMarked
package dev.fakeauth0.emulator;

import org.jspecify.annotations.NullMarked;
