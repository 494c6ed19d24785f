package dev.fakeauth0.contracts.auth0;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a contract asks of a tenant beyond clients, APIs and users: without it, it is skipped. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Needs {

  /** All of these. */
  Need[] value();
}
