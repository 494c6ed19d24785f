package dev.fakeauth0.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter of type {@link String}: an access token for the Management API, of the first client
 * that is granted it. It appears in no journal and uses no failure rule.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface ManagementToken {

  /** The scopes, exactly; those of the client grant if none are said. */
  String[] scope() default {};
}
