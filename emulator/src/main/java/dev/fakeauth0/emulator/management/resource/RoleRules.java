package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.TenantDraft;

/**
 * Roles (Management API, "roles"): of the tenant, or of one organization. With a role go its
 * permissions and who had it.
 */
final class RoleRules implements ResourceRules {

  /** The collection. */
  static final String PLACE = "roles";

  @Override
  public String place() {
    return PLACE;
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    return Decision.grant(sent.withDefault("type", "tenant"));
  }

  /** Recorded: what was never described has an empty description, but where it is made. */
  @Override
  public Document shown(Document role, Work work) {
    Document shown = role.withDefault("type", "tenant");
    return work.operation().method().equals("GET") ? described(shown) : shown;
  }

  /** A role as lists and reads show it. */
  static Document described(Document role) {
    return role.string("description").isPresent() ? role : role.with("description", "");
  }

  @Override
  public void removed(Document role, Work work) {
    remove(work.id(), work.draft());
  }

  /** Takes a role away, with all that it is joined to. */
  static void remove(String id, TenantDraft draft) {
    draft.remove(PLACE, id);
    draft.removeUnder(PLACE + '/' + id);
    draft.partLeft(Relations.ROLES_PERMISSIONS, id);
    draft.partRight(Relations.USERS_ROLES, id);
    draft.partRight(Relations.MEMBERS_ROLES, id);
  }
}
