package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a seed says of a connection that the Management API keeps beside it, as singletons. Every
 * start runs this: plain code without lambdas.
 */
final class ConnectionParts {

  /**
   * One of them.
   *
   * @param key the seed's member
   * @param place where it stands, below the connection
   */
  private record Part(String key, String place) {}

  private static final List<Part> PARTS =
      List.of(
          new Part("scim_configuration", "scim-configuration"),
          new Part("directory_provisioning_configuration", "directory-provisioning"));

  /** What follows from the connection and from when it was made: no seed need say it. */
  private static final List<String> DERIVED =
      List.of(
          "connection_id",
          "connection_name",
          "strategy",
          "tenant_name",
          "created_at",
          "updated_at",
          "updated_on",
          "last_synchronization_at",
          "last_synchronization_status",
          "last_synchronization_error");

  private ConnectionParts() {}

  /** Puts in what stands beside a connection, and returns the rest of it. */
  static Document fill(TenantDraft draft, String id, Document seeded) {
    Document rest = seeded;
    for (Part part : PARTS) {
      Optional<Document> said = seeded.object(part.key());
      if (said.isPresent()) {
        Document whole =
            Document.of(
                "connection_id", id,
                "connection_name", seeded.string("name", ""),
                "strategy", seeded.string("strategy", ""));
        for (Map.Entry<String, @Nullable Object> member : said.get().asMap().entrySet()) {
          whole = whole.with(member.getKey(), member.getValue());
        }
        draft.singleton("connections/" + id + '/' + part.place(), whole);
        rest = rest.without(part.key());
      }
    }
    return rest;
  }

  /** A connection as the seed writes it, with what stands beside it. */
  static Document with(TenantState state, String id, Document connection, boolean deployCli) {
    Document written = connection;
    for (Part part : PARTS) {
      Optional<Document> said = state.singleton("connections/" + id + '/' + part.place());
      if (said.isPresent()) {
        Document shown = said.get();
        for (String derived :
            deployCli ? DERIVED : List.of("connection_id", "connection_name", "strategy")) {
          shown = shown.without(derived);
        }
        written = written.with(part.key(), shown);
      }
    }
    return written;
  }
}
