package dev.fakeauth0.contracts;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What assertions say when they fail. */
final class Messages {

  private Messages() {}

  static String of(ThrowingCallable failing) {
    AssertionError error = catchThrowableOfType(AssertionError.class, failing);
    if (error == null) {
      throw new IllegalStateException("the assertion holds, and was to fail");
    }
    return String.valueOf(error.getMessage());
  }
}
