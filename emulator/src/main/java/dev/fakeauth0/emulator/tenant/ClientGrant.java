package dev.fakeauth0.emulator.tenant;

import dev.fakeauth0.emulator.json.Document;
import java.util.List;
import java.util.Optional;

/**
 * What a client may have of an API (Management API, "client-grants"). A typed view; the document is
 * the truth.
 *
 * @param document the stored document
 * @param id the id, {@code cgr_} and 16 characters
 * @param clientId the client; absent where it is a default of a kind of clients
 * @param defaultFor {@code third_party_clients}, where it is a default
 * @param audience the API's identifier, symbolic for the Management API
 * @param scopes the scopes granted
 * @param allowAllScopes whether all scopes of the API are granted, future ones too
 * @param subjectType {@code client} or {@code user}
 * @param organizationUsage whether tokens may or must be bound to an organization
 * @param allowAnyOrganization whether the organization need not be associated with the grant
 */
public record ClientGrant(
    Document document,
    String id,
    Optional<String> clientId,
    Optional<String> defaultFor,
    String audience,
    List<String> scopes,
    boolean allowAllScopes,
    String subjectType,
    OrganizationUsage organizationUsage,
    boolean allowAnyOrganization)
    implements Resource {

  /** {@code organization_usage}. */
  public enum OrganizationUsage {
    /** No organization: the default. */
    DENY,
    /** With or without. */
    ALLOW,
    /** Never without. */
    REQUIRE
  }

  /** The view of a document that has an {@code id} and an {@code audience}. */
  public static ClientGrant of(Document document) {
    return new ClientGrant(
        document,
        document.string("id").orElseThrow(),
        document.string("client_id"),
        document.string("default_for"),
        document.string("audience").orElseThrow(),
        document.strings("scope"),
        document.flag("allow_all_scopes", false),
        document.string("subject_type", "client"),
        switch (document.string("organization_usage", "deny")) {
          case "allow" -> OrganizationUsage.ALLOW;
          case "require" -> OrganizationUsage.REQUIRE;
          default -> OrganizationUsage.DENY;
        },
        document.flag("allow_any_organization", false));
  }
}
