/**
 * Logins in a browser: the authorization endpoint, the pages' interactions, sessions, consent and
 * logout.
 */
@NullMarked
package dev.fakeauth0.emulator.authentication.login;

import org.jspecify.annotations.NullMarked;
