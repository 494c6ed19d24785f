package dev.fakeauth0.contracts.auth0;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A contract that was seen to hold at Auth0. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface VerifiedAgainstAuth0 {

  /** How it was seen. */
  enum Sighting {
    /** In traffic that an official project of Auth0's recorded for its own tests. */
    RECORDING,
    /** By running the contracts against a real tenant. */
    TENANT_RUN
  }

  /** When it was last seen: a date, {@code 2026-05-14}. */
  String on();

  /** How. */
  Sighting by();
}
