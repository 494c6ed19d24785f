package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Act;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Applications that an organization's members may use (early access; shapes as recorded in August
 * 2026).
 */
final class OrganizationClients implements ResourceRules {

  private static final String ID = "client_id";
  private static final String ACCESS = "use_for_member_access";

  @Override
  public String place() {
    return "organizations/{id}/clients";
  }

  @Override
  public Optional<Behaviour> behaviour(Act act) {
    return switch (act) {
      case CREATE -> Optional.of(this::add);
      case UPDATE -> Optional.of(this::change);
      case CLEAR -> Optional.of(OrganizationClients::remove);
      default -> Optional.empty();
    };
  }

  @Override
  public Optional<Document> find(String client, Work work) {
    Optional<Document> attributes =
        work.state().relation(Relations.ORGANIZATIONS_CLIENTS).find(work.owner(), client);
    Optional<Document> known = work.stored(TenantState.CLIENTS, client);
    if (attributes.isEmpty() || known.isEmpty()) {
      return Optional.empty();
    }
    Document summary = Document.EMPTY;
    for (String member : List.of("name", "is_first_party", "grant_types", "organization_usage")) {
      if (known.get().has(member)) {
        summary = summary.with(member, known.get().get(member));
      }
    }
    return Optional.of(
        Document.of(ID, client, ACCESS, attributes.get().flag(ACCESS, false), "client", summary));
  }

  @Override
  public List<Document> all(Work work) {
    List<Document> clients = new ArrayList<>();
    for (String client :
        work.state().relation(Relations.ORGANIZATIONS_CLIENTS).rightsOf(work.owner())) {
      find(client, work).ifPresent(clients::add);
    }
    return clients;
  }

  private Decision<Answer> add(Work work) {
    List<Document> sent = work.body().objects("clients");
    for (Document client : sent) {
      if (work.stored(TenantState.CLIENTS, client.string(ID, "")).isEmpty()) {
        return Decision.refuse(Work.missing(TenantState.CLIENTS, client.string(ID, "")));
      }
    }
    List<Object> added = new ArrayList<>();
    for (Document client : sent) {
      join(work, client.string(ID, ""), client);
      added.add(find(client.string(ID, ""), work).orElseThrow().asMap());
    }
    return Decision.grant(work.shaped(201, added));
  }

  private Decision<Answer> change(Work work) {
    if (find(work.id(), work).isEmpty()) {
      return Decision.refuse(Work.missing(place(), work.id()));
    }
    join(work, work.id(), work.body());
    return Decision.grant(work.shaped(200, find(work.id(), work).orElseThrow()));
  }

  private static Decision<Answer> remove(Work work) {
    for (String client : work.body().strings("clients")) {
      work.draft().part(Relations.ORGANIZATIONS_CLIENTS, work.owner(), client);
    }
    return Decision.grant(Answer.empty(204));
  }

  private static void join(Work work, String client, Document sent) {
    work.draft()
        .join(
            Relations.ORGANIZATIONS_CLIENTS,
            work.owner(),
            client,
            Document.of(ACCESS, sent.flag(ACCESS, false)));
  }
}
