/**
 * Failure on demand: a {@link dev.fakeauth0.failure.FailureMode} is what goes wrong, a {@link
 * dev.fakeauth0.failure.FailureRule} is where, for whom and how often.
 */
package dev.fakeauth0.failure;
