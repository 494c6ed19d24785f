/**
 * Users as the rest sees them: what a connection says of its users, and what is shown of one.
 * Logins and the Management API share it.
 */
@NullMarked
package dev.fakeauth0.emulator.user;

import org.jspecify.annotations.NullMarked;
