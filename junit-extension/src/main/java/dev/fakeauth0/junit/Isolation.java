package dev.fakeauth0.junit;

/**
 * Which tests share a server. Classes never do, save a {@code @Nested} one with its outer class.
 */
public enum Isolation {
  /** One server for the class, back to its baseline before each test. */
  PER_CLASS,
  /** A server for each test: for test methods that run concurrently. */
  PER_METHOD
}
