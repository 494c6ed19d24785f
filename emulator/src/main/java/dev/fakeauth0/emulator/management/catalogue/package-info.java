/**
 * What the Management API offers: its operations, the scopes they ask for, the schemas of what is
 * sent and answered, and the check of values against them in Auth0's words. The facts stand in
 * {@code src/main/management-api}, are compiled by the build, and are read when they are first
 * asked for: the index of all operations, then only the resource in question.
 */
@NullMarked
package dev.fakeauth0.emulator.management.catalogue;

import org.jspecify.annotations.NullMarked;
