package dev.fakeauth0.contracts.auth0;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A contract that nobody here has seen to hold at Auth0 yet: a run against a tenant settles it. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface NotYetVerified {

  /** What it rests on meanwhile; {@link Grade#R} is not for here. */
  Grade value();
}
