package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Association;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Roles that a user has in an organization (Management API, "Get organization member roles"). */
final class MemberRoleAssociation extends Association {

  // Auth0 docs, "Entity Limit Policy": roles per organization member.
  private static final int MOST = 50;

  MemberRoleAssociation() {
    super(
        "organizations/{id}/members/{id}/roles",
        Relations.MEMBERS_ROLES,
        true,
        "roles",
        RoleRules.PLACE);
  }

  @Override
  protected String side(Work work) {
    return Relations.member(work.request().path("id"), work.request().path("user_id"));
  }

  /** Recorded: the type of a role is shown by the role itself, not here. */
  @Override
  public Document shown(Document role, Work work) {
    return RoleRules.described(role.without("type"));
  }

  @Override
  protected Optional<Diagnosis> refused(List<String> roles, Work work) {
    Set<String> all =
        new HashSet<>(work.state().relation(Relations.MEMBERS_ROLES).rightsOf(side(work)));
    all.addAll(roles);
    return all.size() <= MOST
        ? Optional.empty()
        : Optional.of(
            Refusals.conflict(
                Words.of("No more roles can be assigned to this organization member."),
                "full list of " + MOST + " roles of this member"));
  }
}
