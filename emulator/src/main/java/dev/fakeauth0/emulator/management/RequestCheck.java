package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.management.catalogue.Catalogue;
import dev.fakeauth0.emulator.management.catalogue.Operation;
import dev.fakeauth0.emulator.management.catalogue.Schema;
import dev.fakeauth0.emulator.management.catalogue.SchemaCheck;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Path, query and body against the operation's schemas; the words are {@link SchemaCheck}'s. */
final class RequestCheck {

  /**
   * Where {@code paginate=false} is passed over although no reference names it: Auth0's Deploy CLI
   * up to 7 sends it with these two lists, and works.
   */
  private static final Set<String> UNPAGED =
      Set.of(Catalogue.ROOT + "/log-streams", Catalogue.ROOT + "/custom-domains");

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
    Map<String, List<String>> values = query.values();
    if (values.containsKey("paginate")
        && operation.method().equals("GET")
        && UNPAGED.contains(operation.path())) {
      values = new LinkedHashMap<>(values);
      values.remove("paginate");
    }
    Optional<SchemaCheck.Fault> fault = SchemaCheck.query(operation, values).fault();
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
