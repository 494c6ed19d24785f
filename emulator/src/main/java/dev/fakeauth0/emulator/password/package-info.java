/**
 * Passwords of users: which ones a database accepts, and what is kept of them, here or by the
 * system they were imported from. The only package that knows the hashing library; of Bouncy Castle
 * it takes the functions that this one lacks.
 */
@NullMarked
package dev.fakeauth0.emulator.password;

import org.jspecify.annotations.NullMarked;
