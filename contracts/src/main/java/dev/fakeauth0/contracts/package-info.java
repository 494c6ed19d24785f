/**
 * AssertJ assertions in Auth0's terms, for any target: an emulator in this JVM or a container, a
 * real tenant, or a service under test. {@link dev.fakeauth0.contracts.Auth0Assertions} is where
 * they begin.
 */
@NullMarked
package dev.fakeauth0.contracts;

import org.jspecify.annotations.NullMarked;
