package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.Organization;
import java.util.ArrayList;
import java.util.List;

/** The organizations of a client grant (Management API, "Get the organizations of a grant"). */
final class ClientGrantOrganizations implements ResourceRules {

  @Override
  public String place() {
    return "client-grants/{id}/organizations";
  }

  @Override
  public List<Document> all(Work work) {
    List<Document> all = new ArrayList<>();
    for (Organization organization : work.state().organizations().all()) {
      if (organization.clientGrants().contains(work.owner())) {
        all.add(organization.document().without(Organization.CLIENT_GRANTS));
      }
    }
    return all;
  }
}
