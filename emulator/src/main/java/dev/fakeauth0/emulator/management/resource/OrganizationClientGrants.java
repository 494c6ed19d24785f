package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Act;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Client grants associated with an organization (Auth0 docs, "Define the Default Behavior for
 * Machine-to-Machine Access for Organizations"): tokens for the two count from the next call on.
 */
final class OrganizationClientGrants implements ResourceRules {

  @Override
  public String place() {
    return "organizations/{id}/client-grants";
  }

  @Override
  public Optional<Behaviour> behaviour(Act act) {
    return switch (act) {
      case CREATE -> Optional.of(OrganizationClientGrants::add);
      case DELETE -> Optional.of(OrganizationClientGrants::remove);
      default -> Optional.empty();
    };
  }

  @Override
  public List<Document> all(Work work) {
    List<Document> grants = new ArrayList<>();
    for (String id : organization(work).clientGrants()) {
      Optional<Document> grant = work.stored(TenantState.CLIENT_GRANTS, id);
      if (grant.isPresent()) {
        grants.add(shownAudience(grant.get(), work));
      }
    }
    return grants;
  }

  @Override
  public boolean listed(Document grant, Work work) {
    List<String> ids = work.query().words("grant_ids");
    return ids.isEmpty() || ids.contains(grant.string("id", ""));
  }

  private static Decision<Answer> add(Work work) {
    String id = work.body().string("grant_id", "");
    Optional<Document> grant = work.stored(TenantState.CLIENT_GRANTS, id);
    if (grant.isEmpty()) {
      return Decision.refuse(Work.missing(TenantState.CLIENT_GRANTS, id));
    }
    List<String> known = organization(work).clientGrants();
    if (known.contains(id)) {
      return Decision.refuse(
          Refusals.conflict(
              Words.of("The client grant has already been added to this organization."),
              "client grant " + id + " of the organization"));
    }
    List<String> grants = new ArrayList<>(known);
    grants.add(id);
    put(work, grants);
    Document shown = shownAudience(grant.get(), work);
    // Recorded: this answer alone has grant_id where all others have id.
    Document answer = Document.of("grant_id", id);
    for (String member :
        List.of("client_id", "audience", "scope", "organization_usage", "allow_any_organization")) {
      if (shown.has(member)) {
        answer = answer.with(member, shown.get(member));
      }
    }
    return Decision.grant(work.shaped(201, answer));
  }

  private static Decision<Answer> remove(Work work) {
    List<String> grants = new ArrayList<>(organization(work).clientGrants());
    if (!grants.remove(work.id())) {
      return Decision.refuse(Work.missing(TenantState.CLIENT_GRANTS, work.id()));
    }
    put(work, grants);
    return Decision.grant(Answer.empty(204));
  }

  private static void put(Work work, List<String> grants) {
    work.draft()
        .put(
            Organization.of(
                organization(work).document().with(Organization.CLIENT_GRANTS, grants)));
  }

  private static Organization organization(Work work) {
    return work.state().organizations().find(work.owner()).orElseThrow();
  }

  private static Document shownAudience(Document grant, Work work) {
    return grant.with(
        "audience", ManagementApi.shown(grant.string("audience", ""), work.request().issuer()));
  }
}
