package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.management.catalogue.Operation;
import dev.fakeauth0.emulator.management.catalogue.Schema;
import dev.fakeauth0.emulator.management.catalogue.SchemaCheck;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Path, query and body against the operation's schemas; the words are {@link SchemaCheck}'s. */
final class RequestCheck {

  private RequestCheck() {}

  static Optional<Diagnosis> path(Operation operation, Map<String, String> values) {
    Optional<SchemaCheck.Fault> fault = SchemaCheck.path(operation, values);
    return fault.isEmpty()
        ? Optional.empty()
        : Optional.of(
            refused(
                RefusalReason.INVALID_PATH,
                fault.get(),
                "Path",
                "an id in the path is not of the form that Auth0 gives",
                "take the id from an answer of the Management API"));
  }

  static Optional<Diagnosis> query(Operation operation, Query query) {
    Optional<SchemaCheck.Fault> fault = SchemaCheck.query(operation, query.values()).fault();
    return fault.isEmpty()
        ? Optional.empty()
        : Optional.of(
            refused(
                RefusalReason.INVALID_QUERY,
                fault.get(),
                "Query",
                "a query parameter is not what the operation takes",
                "see the operation's parameters in Auth0's Management API reference"));
  }

  static Optional<Diagnosis> body(Schema schema, @Nullable Object value) {
    Optional<SchemaCheck.Fault> fault = SchemaCheck.body(schema, value);
    return fault.isEmpty()
        ? Optional.empty()
        : Optional.of(
            refused(
                RefusalReason.INVALID_BODY,
                fault.get(),
                "Payload",
                "the body is not what the operation takes",
                "see the operation's body in Auth0's Management API reference"));
  }

  private static Diagnosis refused(
      RefusalReason reason, SchemaCheck.Fault fault, String part, String because, String remedy) {
    return reason
        .because("%s", because)
        .fact("message", fault.message(part))
        .fact("property", fault.path())
        .remedy("%s", remedy);
  }
}
