/**
 * The command line: {@link dev.fakeauth0.emulator.cli.Main}. The only package that knows picocli
 * and the only one that prints.
 */
@NullMarked
package dev.fakeauth0.emulator.cli;

import org.jspecify.annotations.NullMarked;
