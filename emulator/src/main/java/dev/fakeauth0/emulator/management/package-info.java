/**
 * The Management API: one engine for all its operations. The catalogue says what an operation takes
 * and answers; its behaviour follows from the shape of its path, and what is special about a
 * resource stands in one class of {@code .resource}. See "To add a resource" in ARCHITECTURE.md.
 */
@NullMarked
package dev.fakeauth0.emulator.management;

import org.jspecify.annotations.NullMarked;
