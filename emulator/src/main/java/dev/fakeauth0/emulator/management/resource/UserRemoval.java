package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;

/** Takes a user away, with roles, permissions, memberships and all that is under the user. */
final class UserRemoval {

  private UserRemoval() {}

  static void of(String id, TenantDraft draft) {
    draft.remove(TenantState.USERS, id);
    draft.removeUnder(TenantState.USERS + '/' + id);
    draft.partLeft(Relations.USERS_ROLES, id);
    draft.partLeft(Relations.USERS_PERMISSIONS, id);
    for (String organization :
        draft.state().relation(Relations.ORGANIZATIONS_MEMBERS).leftsOf(id)) {
      draft.partLeft(Relations.MEMBERS_ROLES, Relations.member(organization, id));
    }
    draft.partRight(Relations.ORGANIZATIONS_MEMBERS, id);
  }
}
