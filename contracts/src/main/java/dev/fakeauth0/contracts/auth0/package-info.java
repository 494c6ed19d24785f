/**
 * The contracts of Auth0 itself: what it does, in sentences that run against an emulator, an image
 * or a real tenant. {@link dev.fakeauth0.contracts.auth0.Auth0Contract} makes JUnit tests of them,
 * {@link dev.fakeauth0.contracts.auth0.Auth0Examination} a report; the command in {@code
 * dev.fakeauth0.contracts.cli} prints it.
 *
 * <p>A contract is a method of one of the classes named {@code ...Contract}, one class for each
 * area. Its name is a sentence about Auth0, its annotation the evidence: {@link
 * dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0}, {@link
 * dev.fakeauth0.contracts.auth0.NotYetVerified} or {@link dev.fakeauth0.contracts.auth0.Diverges},
 * exactly one. It gets a {@code Tenant}, which knows a base URL, makes what a contract needs
 * through the Management API and removes it again.
 */
@NullMarked
package dev.fakeauth0.contracts.auth0;

import org.jspecify.annotations.NullMarked;
