package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.Relations;

/** Roles (Management API, "roles"): with a role go its permissions and who had it. */
final class RoleRules implements ResourceRules {

  @Override
  public String place() {
    return "roles";
  }

  @Override
  public void removed(Document role, Work work) {
    work.draft().partLeft(Relations.ROLES_PERMISSIONS, work.id());
    work.draft().partRight(Relations.USERS_ROLES, work.id());
    work.draft().partRight(Relations.MEMBERS_ROLES, work.id());
  }
}
