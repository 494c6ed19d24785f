package dev.fakeauth0.emulator.authentication.grant;

import dev.fakeauth0.emulator.tenant.Relation;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a user may do to an API (Auth0 docs, "Role-Based Access Control"): the permissions given to
 * them, those of their roles and, where they are in an organization, those of the roles they have
 * there.
 */
final class UserPermissions {

  private UserPermissions() {}

  /** The permissions, in the order of the API's scopes; one whose scope is gone is no more. */
  static List<String> of(
      String userId, Optional<String> organizationId, ResourceServer api, TenantState state) {
    Set<String> given = new HashSet<>();
    add(given, state.relation(Relations.USERS_PERMISSIONS).rightsOf(userId), api);
    Relation ofRoles = state.relation(Relations.ROLES_PERMISSIONS);
    for (String role : state.relation(Relations.USERS_ROLES).rightsOf(userId)) {
      add(given, ofRoles.rightsOf(role), api);
    }
    if (organizationId.isPresent()) {
      String member = Relations.member(organizationId.get(), userId);
      for (String role : state.relation(Relations.MEMBERS_ROLES).rightsOf(member)) {
        add(given, ofRoles.rightsOf(role), api);
      }
    }
    List<String> permissions = new ArrayList<>(given.size());
    for (String scope : api.scopes()) {
      if (given.contains(scope)) {
        permissions.add(scope);
      }
    }
    return permissions;
  }

  private static void add(Set<String> given, List<String> permissions, ResourceServer api) {
    for (String permission : permissions) {
      if (Relations.permissionApi(permission).equals(api.identifier())) {
        given.add(Relations.permissionName(permission));
      }
    }
  }
}
