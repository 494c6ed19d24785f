package dev.fakeauth0.contracts.auth0;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A contract that Auth0 keeps and the emulator is known not to. Where it does not hold, that is
 * told and fails nothing.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Diverges {

  /** Why the emulator differs, as a sentence. */
  String because();
}
