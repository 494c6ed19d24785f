/** What FakeAuth0 promises to cost, measured with JMH. The promises stand in docs/benchmarks.md. */
@NullMarked
package dev.fakeauth0.benchmarks;

import org.jspecify.annotations.NullMarked;
