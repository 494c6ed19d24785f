package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.management.ResourceRules;
import java.util.List;

/** What is special about connections and organizations and all that is under them. */
final class OrganizationsAndConnections {

  private OrganizationsAndConnections() {}

  static List<ResourceRules> all() {
    return List.of(
        new ConnectionRules(),
        new ConnectionClientsRules(),
        new ConnectionKeys(),
        new ScimConfigurationRules(),
        new ScimTokenRules(),
        new ConnectionListings("connections-scim-configurations", "scim-configuration"),
        new DirectoryProvisioningRules(),
        new SynchronizedGroupsRules(),
        new ConnectionListings("connections-directory-provisionings", "directory-provisioning"),
        new OrganizationRules(),
        OrganizationConnections.enabled(),
        OrganizationConnections.all(),
        new OrganizationMemberRules(),
        new MemberRoleAssociation(),
        new OrganizationClientGrants(),
        new OrganizationClients(),
        new InvitationRules(),
        new DiscoveryDomainRules());
  }
}
