/**
 * Passwords of users: which ones a database accepts, and what is kept of them. The only package
 * that knows the hashing library.
 */
@NullMarked
package dev.fakeauth0.emulator.password;

import org.jspecify.annotations.NullMarked;
