package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Association;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.Relations;

/** The roles of a user (Management API, "List user's roles"): recorded with these members only. */
final class UserRoleAssociation extends Association {

  UserRoleAssociation() {
    super("users/{id}/roles", Relations.USERS_ROLES, true, "roles", "roles");
  }

  @Override
  public Document shown(Document role, Work work) {
    Document shown = Document.of("id", role.string("id", ""), "name", role.string("name", ""));
    return role.has("description") ? shown.with("description", role.get("description")) : shown;
  }
}
