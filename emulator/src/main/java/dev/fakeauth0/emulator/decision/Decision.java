package dev.fakeauth0.emulator.decision;

import dev.fakeauth0.emulator.json.Document;
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

  /**
   * Refused.
   *
   * @param more what the answer says beside the error; it may be secret, as an {@code mfa_token}
   *     is, and stands in no diagnosis
   */
  record Refused<T>(Diagnosis diagnosis, Document more) implements Decision<T> {}

  /** A granted value. */
  static <T> Decision<T> grant(T value) {
    return new Granted<>(value);
  }

  /** A refusal. */
  static <T> Decision<T> refuse(Diagnosis diagnosis) {
    return new Refused<>(diagnosis, Document.EMPTY);
  }

  /** A refusal that says more than the error. */
  static <T> Decision<T> refuse(Diagnosis diagnosis, Document more) {
    return new Refused<>(diagnosis, more);
  }

  /** Goes on with what was granted; a refusal stays one. */
  default <U> Decision<U> then(Function<? super T, Decision<U>> next) {
    return fold(next, diagnosis -> refuse(diagnosis, more()));
  }

  /** Turns what was granted into something else. */
  default <U> Decision<U> map(Function<? super T, U> change) {
    return fold(value -> grant(change.apply(value)), diagnosis -> refuse(diagnosis, more()));
  }

  /** Ends the matter, either way. */
  default <U> U fold(
      Function<? super T, ? extends U> granted, Function<? super Diagnosis, ? extends U> refused) {
    if (this instanceof Granted<T> granting) {
      return granted.apply(granting.value());
    }
    return refused.apply(((Refused<T>) this).diagnosis());
  }

  /** What a refusal says beside the error; nothing if it is none. */
  default Document more() {
    return this instanceof Refused<T> refused ? refused.more() : Document.EMPTY;
  }

  /** Whether it is a refusal. */
  default boolean refused() {
    return this instanceof Refused<T>;
  }
}
