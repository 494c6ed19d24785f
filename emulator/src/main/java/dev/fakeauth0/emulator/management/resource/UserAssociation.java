package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Association;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.UserView;

/** Users that belong to something, listed there: those who have a role. */
final class UserAssociation extends Association {

  UserAssociation(String place, String relation, boolean ownerIsLeft, String member) {
    super(place, relation, ownerIsLeft, member, TenantState.USERS);
  }

  @Override
  public Document shown(Document stored, Work work) {
    return UserView.of(stored);
  }
}
