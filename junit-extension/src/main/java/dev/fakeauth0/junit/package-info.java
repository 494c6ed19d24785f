/**
 * A running FakeAuth0 in JUnit tests: {@link dev.fakeauth0.junit.WithFakeAuth0}.
 *
 * <p>Lifecycle and parameters are JUnit's extension points (JUnit User Guide, "Extension Model");
 * everything that lives longer than a call is kept in the {@code ExtensionContext.Store}.
 */
@NullMarked
package dev.fakeauth0.junit;

import org.jspecify.annotations.NullMarked;
