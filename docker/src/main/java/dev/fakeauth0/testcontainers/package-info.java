/**
 * A tenant that runs elsewhere, used as one in this JVM is: {@link
 * dev.fakeauth0.testcontainers.FakeAuth0Container} starts an emulator in a container, {@link
 * dev.fakeauth0.testcontainers.RemoteFakeAuth0} speaks to one that somebody else started. Both are
 * a {@link dev.fakeauth0.FakeAuth0}, spoken over {@code /__admin}.
 */
@NullMarked
package dev.fakeauth0.testcontainers;

import org.jspecify.annotations.NullMarked;
