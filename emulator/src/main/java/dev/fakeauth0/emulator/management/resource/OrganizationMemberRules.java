package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Act;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.UserView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Members of an organization (Management API, "Get members who belong to an organization"). Their
 * roles are shown when they are asked for.
 */
final class OrganizationMemberRules implements ResourceRules {

  @Override
  public String place() {
    return "organizations/{id}/members";
  }

  @Override
  public Optional<Words> pagedTooFar() {
    return Optional.of(OrganizationRules.TOO_FAR);
  }

  @Override
  public Optional<Behaviour> behaviour(Act act) {
    return switch (act) {
      case CREATE -> Optional.of(OrganizationMemberRules::add);
      case CLEAR -> Optional.of(OrganizationMemberRules::remove);
      default -> Optional.empty();
    };
  }

  @Override
  public boolean alwaysNext() {
    return true;
  }

  @Override
  public List<Document> all(Work work) {
    List<Document> members = new ArrayList<>();
    for (String user :
        work.state().relation(Relations.ORGANIZATIONS_MEMBERS).rightsOf(work.owner())) {
      work.stored(TenantState.USERS, user).ifPresent(members::add);
    }
    return members;
  }

  @Override
  public Document shown(Document stored, Work work) {
    Document user = UserView.of(stored);
    Document shown = Document.of("user_id", user.get("user_id"));
    for (String member : List.of("email", "picture", "name")) {
      if (user.has(member)) {
        shown = shown.with(member, user.get(member));
      }
    }
    boolean roles = work.query().words("fields").contains("roles");
    return roles && work.query().flag("include_fields", true)
        ? shown.with("roles", roles(user.string("user_id", ""), work))
        : shown;
  }

  private static List<Document> roles(String user, Work work) {
    List<Document> roles = new ArrayList<>();
    String member = Relations.member(work.owner(), user);
    for (String id : work.state().relation(Relations.MEMBERS_ROLES).rightsOf(member)) {
      Optional<Document> role = work.stored(RoleRules.PLACE, id);
      if (role.isPresent()) {
        roles.add(Document.of("id", id, "name", role.get().string("name", "")));
      }
    }
    return roles;
  }

  private static Decision<Answer> add(Work work) {
    // What is joined at once is listed by id, as recorded.
    List<String> users = work.body().strings("members").stream().sorted().toList();
    for (String user : users) {
      if (work.stored(TenantState.USERS, user).isEmpty()) {
        return Decision.refuse(Work.missing(TenantState.USERS, user));
      }
    }
    for (String user : users) {
      work.draft().join(Relations.ORGANIZATIONS_MEMBERS, work.owner(), user, Document.EMPTY);
    }
    return Decision.grant(Answer.empty(204));
  }

  private static Decision<Answer> remove(Work work) {
    for (String user : work.body().strings("members")) {
      work.draft().part(Relations.ORGANIZATIONS_MEMBERS, work.owner(), user);
      work.draft().partLeft(Relations.MEMBERS_ROLES, Relations.member(work.owner(), user));
    }
    return Decision.grant(Answer.empty(204));
  }
}
