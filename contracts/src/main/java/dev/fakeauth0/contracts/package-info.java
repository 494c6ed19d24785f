/**
 * AssertJ assertions in Auth0's terms, for any target: an emulator in this JVM or a container, a
 * real tenant, or a service under test. {@link dev.fakeauth0.contracts.Auth0Assertions} is where
 * they begin.
 *
 * <p>And contracts, which examine what somebody else wrote: {@link
 * dev.fakeauth0.contracts.ProtectedApiContract} an API that takes tokens, {@link
 * dev.fakeauth0.contracts.TokenClientContract} code that gets them.
 */
@NullMarked
package dev.fakeauth0.contracts;

import org.jspecify.annotations.NullMarked;
