package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import java.util.ArrayList;
import java.util.List;

/** The connections that are enabled for an application (Management API, "clients"). */
final class ClientConnections implements ResourceRules {

  /** Where a connection keeps the applications it is enabled for. */
  static final String ENABLED = "enabled_clients";

  @Override
  public String place() {
    return "clients/{id}/connections";
  }

  @Override
  public List<Document> all(Work work) {
    List<Document> all = new ArrayList<>();
    for (Document connection : work.all("connections")) {
      if (connection.strings(ENABLED).contains(work.owner())) {
        all.add(connection);
      }
    }
    return all;
  }

  /** Takes a client that is gone off the connections it was enabled for. */
  static void forget(String clientId, Work work) {
    for (Document connection : work.all("connections")) {
      List<String> enabled = new ArrayList<>(connection.strings(ENABLED));
      if (enabled.remove(clientId)) {
        work.draft()
            .put("connections", connection.string("id", ""), connection.with(ENABLED, enabled));
      }
    }
  }
}
