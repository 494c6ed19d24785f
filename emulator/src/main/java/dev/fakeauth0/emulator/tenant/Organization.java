package dev.fakeauth0.emulator.tenant;

import dev.fakeauth0.emulator.json.Document;
import java.util.List;

/**
 * An organization (Management API, "organizations"). A typed view; the document is the truth.
 *
 * @param document the stored document
 * @param id the id, {@code org_} and 16 characters
 * @param name the name, lower case
 * @param clientGrants the ids of the client grants associated with it
 */
public record Organization(Document document, String id, String name, List<String> clientGrants)
    implements Resource {

  /** The member of the stored document that holds the ids of associated client grants. */
  public static final String CLIENT_GRANTS = "client_grant_ids";

  /** The view of a document that has an {@code id}. */
  public static Organization of(Document document) {
    return new Organization(
        document,
        document.string("id").orElseThrow(),
        document.string("name", ""),
        document.strings(CLIENT_GRANTS));
  }
}
