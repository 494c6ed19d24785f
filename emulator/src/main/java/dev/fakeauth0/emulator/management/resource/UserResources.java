package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.management.Association;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.List;

/** What is special about users and all that belongs to them. */
final class UserResources {

  private UserResources() {}

  static List<ResourceRules> all() {
    UserRules users = new UserRules();
    return List.of(
        users,
        new UsersByEmailRules(users),
        new UserIdentityRules(),
        new UserCalls(),
        new UserBlockRules(),
        new AuthenticationMethodRules(),
        new TokensetRules(),
        new SessionRules(),
        new RefreshTokenRules(),
        new TicketRules(),
        new JobRules(),
        new StatsRules(),
        new BlacklistRules(),
        new UserPossessions("sessions"),
        new UserPossessions("refresh-tokens"),
        new UserAssociation("roles/{id}/users", Relations.USERS_ROLES, false, "users"),
        new UserRoleAssociation(),
        new Association(
            "users/{id}/organizations",
            Relations.ORGANIZATIONS_MEMBERS,
            false,
            "organizations",
            TenantState.ORGANIZATIONS),
        new PermissionAssociation("users/{id}/permissions", Relations.USERS_PERMISSIONS));
  }
}
