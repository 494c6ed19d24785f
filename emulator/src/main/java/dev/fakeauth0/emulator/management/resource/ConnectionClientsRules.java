package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The applications a connection is enabled for (Management API, "Get enabled clients for a
 * connection"). They stand in its {@code enabled_clients}; those that are gone are not shown.
 */
final class ConnectionClientsRules implements ResourceRules {

  private static final String MEMBER = "enabled_clients";

  @Override
  public String place() {
    return "connections/{id}/clients";
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of("PATCH /connections/{id}/clients", ConnectionClientsRules::change);
  }

  @Override
  public List<Document> all(Work work) {
    List<Document> clients = new ArrayList<>();
    Optional<Document> connection = work.stored(ConnectionRules.PLACE, work.owner());
    if (connection.isPresent()) {
      for (String client : connection.get().strings(MEMBER)) {
        if (work.stored(TenantState.CLIENTS, client).isPresent()) {
          clients.add(Document.of("client_id", client));
        }
      }
    }
    return clients;
  }

  private static Decision<Answer> change(Work work) {
    return work.required(ConnectionRules.PLACE, work.owner())
        .then(
            connection -> {
              Set<String> enabled = new LinkedHashSet<>(connection.strings(MEMBER));
              for (Document change : changes(work)) {
                String client = change.string("client_id", "");
                if (!change.flag("status", false)) {
                  enabled.remove(client);
                } else if (work.stored(TenantState.CLIENTS, client).isPresent()) {
                  enabled.add(client);
                } else {
                  return Decision.refuse(Work.missing(TenantState.CLIENTS, client));
                }
              }
              work.draft()
                  .put(
                      ConnectionRules.PLACE,
                      work.owner(),
                      connection.with(MEMBER, List.copyOf(enabled)));
              return Decision.grant(Answer.empty(204));
            });
  }

  private static List<Document> changes(Work work) {
    return Document.of("all", work.request().body()).objects("all");
  }
}
