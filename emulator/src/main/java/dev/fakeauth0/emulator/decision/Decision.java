package dev.fakeauth0.emulator.decision;

import dev.fakeauth0.refusal.Diagnosis;
import java.util.function.Function;

/**
 * What a rule came to: it granted something, or refused and says why.
 *
 * @param <T> what was granted
 */
public sealed interface Decision<T> {

  /** Granted. */
  record Granted<T>(T value) implements Decision<T> {}

  /** Refused. */
  record Refused<T>(Diagnosis diagnosis) implements Decision<T> {}

  /** A granted value. */
  static <T> Decision<T> grant(T value) {
    return new Granted<>(value);
  }

  /** A refusal. */
  static <T> Decision<T> refuse(Diagnosis diagnosis) {
    return new Refused<>(diagnosis);
  }

  /** Goes on with what was granted; a refusal stays one. */
  default <U> Decision<U> then(Function<? super T, Decision<U>> next) {
    return fold(next, Decision::refuse);
  }

  /** Turns what was granted into something else. */
  default <U> Decision<U> map(Function<? super T, U> change) {
    return fold(value -> grant(change.apply(value)), Decision::refuse);
  }

  /** Ends the matter, either way. */
  default <U> U fold(
      Function<? super T, ? extends U> granted, Function<? super Diagnosis, ? extends U> refused) {
    if (this instanceof Granted<T> granting) {
      return granted.apply(granting.value());
    }
    return refused.apply(((Refused<T>) this).diagnosis());
  }

  /** Whether it is a refusal. */
  default boolean refused() {
    return this instanceof Refused<T>;
  }
}
