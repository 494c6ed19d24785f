/** The peer that FakeAuth0 is measured beside. */
package dev.fakeauth0.benchmarks.peer;
