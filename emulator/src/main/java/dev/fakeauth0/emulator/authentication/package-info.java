/**
 * The Authentication API (Auth0 docs, "Authentication API"): one class per endpoint. They read
 * requests and speak HTTP; the rules are in {@code grant} and in the decision package.
 */
@NullMarked
package dev.fakeauth0.emulator.authentication;

import org.jspecify.annotations.NullMarked;
