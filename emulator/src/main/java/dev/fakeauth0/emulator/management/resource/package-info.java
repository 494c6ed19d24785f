/** What is special about the Management API's resources, one small class each. */
@NullMarked
package dev.fakeauth0.emulator.management.resource;

import org.jspecify.annotations.NullMarked;
