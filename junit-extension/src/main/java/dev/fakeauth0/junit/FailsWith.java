package dev.fakeauth0.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Lets something go wrong, in the grammar of {@link dev.fakeauth0.failure.FailureRule}:
 * {@code @FailsWith("rate-limited@/oauth/token;times=2")}.
 *
 * <p>On a class for each of its tests, on a method for that test. A method's rules are newer than
 * its class's, and of several the last is the newest.
 */
@Documented
@Inherited
@Repeatable(FailsWith.All.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(FakeAuth0Extension.class)
public @interface FailsWith {

  /** The rules. */
  String[] value();

  /** Several of them. */
  @Documented
  @Inherited
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE, ElementType.METHOD})
  @ExtendWith(FakeAuth0Extension.class)
  @interface All {

    /** The annotations, in order. */
    FailsWith[] value();
  }
}
