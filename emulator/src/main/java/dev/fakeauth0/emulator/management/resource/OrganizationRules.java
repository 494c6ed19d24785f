package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Organizations (Management API, "organizations"): connections sent with a new one are enabled for
 * it; with one that goes, so do its memberships, roles and associations.
 */
final class OrganizationRules implements ResourceRules {

  /** Auth0 docs, "Get Organizations"; the same of an organization's members. */
  static final Words TOO_FAR =
      Words.of("Requesting page exceeds the allowed maximum of 1000 records.", "invalid_paging");

  private static final String CONNECTIONS = "enabled_connections";

  @Override
  public String place() {
    return TenantState.ORGANIZATIONS;
  }

  @Override
  public Optional<Words> pagedTooFar() {
    return Optional.of(TOO_FAR);
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "GET /organizations/name/{name}",
        work -> {
          Optional<Organization> found = work.state().organizations().findByKey(work.id());
          return found.isEmpty()
              ? Decision.refuse(Work.missing(TenantState.ORGANIZATIONS, work.id()))
              : Decision.grant(work.shaped(200, plain(found.get().document())));
        });
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    for (Document enabled : sent.objects(CONNECTIONS)) {
      var refused = OrganizationConnections.unfit(enabled, Document.EMPTY, work);
      if (refused.isPresent()) {
        return Decision.refuse(refused.get());
      }
    }
    return Decision.grant(completed(sent));
  }

  /** What every organization has; a seed need not say it. */
  private static Document completed(Document organization) {
    return organization
        .withDefault("third_party_client_access", "block")
        .withDefault("is_app_entitlement_active", false);
  }

  @Override
  public void created(Document organization, Work work) {
    String id = organization.string("id", "");
    List<Document> enabled = organization.objects(CONNECTIONS);
    for (Document connection : enabled) {
      OrganizationConnections.enable(id, connection, work);
    }
    if (organization.has(CONNECTIONS)) {
      work.draft().put(Organization.of(organization.without(CONNECTIONS)));
    }
  }

  @Override
  public Document shown(Document organization, Work work) {
    Document shown = plain(organization);
    Optional<String> client = work.query().text("include_client_association_for");
    if (client.isPresent()) {
      // Recorded in August 2026: how the application is associated, if it is.
      Optional<Document> association =
          work.state()
              .relation(Relations.ORGANIZATIONS_CLIENTS)
              .find(organization.string("id", ""), client.get());
      return association.isPresent() ? shown.with("client", association.get()) : shown;
    }
    if (!work.operation().method().equals("POST")) {
      return shown;
    }
    // Recorded: with the members that the older enabled_connections shows, no newer ones.
    List<Document> enabled = new ArrayList<>();
    for (Document sent : work.body().objects(CONNECTIONS)) {
      OrganizationConnections.shown(
              organization.string("id", ""), sent.string("connection_id", ""), false, work)
          .map(one -> one.without("is_enabled").without("organization_access_level"))
          .ifPresent(enabled::add);
    }
    return enabled.isEmpty() ? shown : shown.with(CONNECTIONS, enabled);
  }

  @Override
  public void removed(Document organization, Work work) {
    String id = organization.string("id", "");
    var members = work.state().relation(Relations.ORGANIZATIONS_MEMBERS);
    for (String user : members.rightsOf(id)) {
      work.draft().partLeft(Relations.MEMBERS_ROLES, Relations.member(id, user));
    }
    work.draft().partLeft(Relations.ORGANIZATIONS_MEMBERS, id);
    work.draft().partLeft(Relations.ORGANIZATIONS_CONNECTIONS, id);
    work.draft().partLeft(Relations.ORGANIZATIONS_CLIENTS, id);
    for (Resource role : work.state().collection(RoleRules.PLACE).all()) {
      if (role.document().string("owner_id", "").equals(id)) {
        RoleRules.remove(role.id(), work.draft());
      }
    }
  }

  private static Document plain(Document organization) {
    Document shown = completed(organization.without(Organization.CLIENT_GRANTS));
    boolean empty = shown.object("metadata").filter(all -> all.asMap().isEmpty()).isPresent();
    return empty ? shown.without("metadata") : shown;
  }
}
