package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.management.catalogue.Parameter;
import dev.fakeauth0.emulator.management.catalogue.Schema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a value does wrong by its schema, as Auth0 words it. */
final class SchemaProblem {

  private SchemaProblem() {}

  static Optional<String> of(Schema schema, @Nullable Object value) {
    return Optional.empty();
  }

  static Optional<String> of(Parameter parameter, @Nullable Object value) {
    return Optional.empty();
  }
}
