/**
 * The contracts of Auth0 as a command: {@code java -jar fake-auth0-contracts.jar --domain ...}. In
 * the runnable jar only; the one place that knows picocli.
 */
@NullMarked
package dev.fakeauth0.contracts.cli;

import org.jspecify.annotations.NullMarked;
