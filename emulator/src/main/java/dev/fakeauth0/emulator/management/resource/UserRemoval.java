package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.EndedRefreshToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What goes with a user: roles, permissions, memberships, sessions, tokens and grants. */
final class UserRemoval {

  /** Collections whose resources name their user. */
  private static final List<String> OWNED =
      List.of("sessions", "refresh-tokens", "device-credentials", "grants");

  private UserRemoval() {}

  /** Removes a user and all that goes with them. */
  static void of(String userId, TenantDraft draft, Instant now) {
    draft.remove(TenantState.USERS, userId);
    draft.removeUnder(TenantState.USERS + '/' + userId.replace("/", "%2F"));
    cascade(draft, userId, now);
  }

  /** Removes what goes with a user who is gone already. */
  static void cascade(TenantDraft draft, String userId, Instant now) {
    draft.partLeft(Relations.USERS_ROLES, userId);
    draft.partLeft(Relations.USERS_PERMISSIONS, userId);
    for (String organization :
        draft.state().relation(Relations.ORGANIZATIONS_MEMBERS).leftsOf(userId)) {
      draft.partLeft(Relations.MEMBERS_ROLES, Relations.member(organization, userId));
    }
    draft.partRight(Relations.ORGANIZATIONS_MEMBERS, userId);
    for (String collection : OWNED) {
      for (Document owned : ownedBy(draft.state(), collection, userId)) {
        draft.remove(collection, owned.string("id", ""));
        if (collection.equals("refresh-tokens")) {
          // Who comes with it is told that the user is gone, and not that the token is unknown.
          EndedRefreshToken.remember(owned, EndedRefreshToken.Cause.USER_DELETED, draft, now);
        }
      }
    }
  }

  /** What a user has of a collection, in the order it was made. */
  static List<Document> ownedBy(TenantState state, String collection, String userId) {
    var table = state.collection(collection);
    if (table.size() == 0) {
      return List.of();
    }
    List<Document> owned = new ArrayList<>();
    for (Resource resource : table.having("user_id", UserRemoval::owner, userId)) {
      owned.add(resource.document());
    }
    return owned;
  }

  private static List<String> owner(Resource resource) {
    return resource.document().string("user_id").map(List::of).orElse(List.of());
  }
}
