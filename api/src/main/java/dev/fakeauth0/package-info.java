/**
 * The front door: {@link dev.fakeauth0.FakeAuth0} is one running tenant, wherever it runs (in this
 * JVM or in a container).
 */
package dev.fakeauth0;
