package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.tenant.Relations;
import java.util.ArrayList;
import java.util.List;

/** Every resource that is special in some way: the one list. */
public final class Resources {

  private Resources() {}

  /** The list, made when the Management API is first called. */
  public static List<ResourceRules> all() {
    List<ResourceRules> all = new ArrayList<>(FeatureRules.all());
    all.addAll(OrganizationsAndConnections.all());
    all.addAll(
        List.of(
            new ClientRules(),
            new ClientCredentialRules(),
            new ClientConnections(),
            new ResourceServerRules(),
            new ClientGrantRules(),
            new ClientGrantOrganizations(),
            new SigningKeyRules(),
            new EncryptionKeyRules(),
            new CustomSigningKeyRules(),
            new DeviceCredentialRules(),
            new CustomDomainRules(),
            new UserAttributeProfileRules(),
            new UserAttributeProfileTemplates(),
            new ConnectionProfileRules(),
            new SelfServiceProfileRules(),
            new RoleRules(),
            new PermissionAssociation("roles/{id}/permissions", Relations.ROLES_PERMISSIONS),
            new LogRules(),
            new TenantSettingsRules()));
    all.addAll(UserResources.all());
    return all;
  }
}
