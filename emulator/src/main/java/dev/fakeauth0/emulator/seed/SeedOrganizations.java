package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.Table;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the seed has inside an organization and the Management API beside it: its connections and
 * its discovery domains. Read once connections are there. Every start runs this: plain code without
 * lambdas.
 */
final class SeedOrganizations {

  private static final String CONNECTIONS = "connections";
  private static final String DOMAINS = "discovery_domains";

  private SeedOrganizations() {}

  /**
   * Takes the parts out of an organization that is in the draft, and puts them where they belong.
   */
  static void read(TenantDraft draft, Document seeded) {
    Optional<Organization> found =
        draft.state().organizations().findByKey(seeded.string("name", ""));
    if (found.isEmpty()) {
      return; // The filler has noted the mistake, and the draft is of no use.
    }
    String id = found.get().id();
    if (seeded.has(CONNECTIONS)) {
      draft.partLeft(Relations.ORGANIZATIONS_CONNECTIONS, id);
      for (Document connection : seeded.objects(CONNECTIONS)) {
        String known = connectionId(draft.state(), connection);
        if (!known.isEmpty()) {
          draft.join(
              Relations.ORGANIZATIONS_CONNECTIONS,
              id,
              known,
              connection.without("name").without("connection_id"));
        }
      }
    }
    for (Document domain : seeded.objects(DOMAINS)) {
      domain(draft, id, domain);
    }
    if (seeded.has(CONNECTIONS) || seeded.has(DOMAINS)) {
      draft.put(Organization.of(found.get().document().without(CONNECTIONS).without(DOMAINS)));
    }
  }

  private static void domain(TenantDraft draft, String organization, Document seeded) {
    String name = seeded.string("domain", "");
    String of = organization + ' ' + name;
    Document domain =
        Document.of("id", seeded.string("id", DerivedIds.prefixed("ord_", of, 22)), "domain", name)
            .with("status", seeded.string("status", "pending"))
            .with("verification_host", "_ss-verification." + organization + '.' + name)
            .with("verification_txt", DerivedIds.alphanumeric("discovery-domain", of, 32))
            .with(
                "use_for_organization_discovery",
                seeded.flag("use_for_organization_discovery", true));
    draft.put(domains(organization), domain.string("id", ""), domain);
  }

  /** The document of an organization with its parts back in. */
  static Document written(TenantState state, Organization organization, boolean deployCli) {
    Document document = organization.document();
    List<Document> connections = new ArrayList<>();
    for (String id :
        state.relation(Relations.ORGANIZATIONS_CONNECTIONS).rightsOf(organization.id())) {
      Optional<? extends Resource> connection = state.collection(CONNECTIONS).find(id);
      Optional<Document> attributes =
          state.relation(Relations.ORGANIZATIONS_CONNECTIONS).find(organization.id(), id);
      if (connection.isPresent() && attributes.isPresent()) {
        Document written = Document.of("name", connection.get().document().string("name", ""));
        for (String name : attributes.get().asMap().keySet()) {
          written = written.with(name, attributes.get().get(name));
        }
        connections.add(written);
      }
    }
    if (!connections.isEmpty()) {
      document = document.with(CONNECTIONS, connections);
    }
    List<Document> domains = new ArrayList<>();
    for (Resource domain : state.collection(domains(organization.id())).all()) {
      Document written = domain.document().without("verification_host").without("verification_txt");
      domains.add(deployCli ? written.without("id") : written);
    }
    return domains.isEmpty() ? document : document.with(DOMAINS, domains);
  }

  private static String domains(String organization) {
    return TenantState.ORGANIZATIONS + '/' + organization + "/discovery-domains";
  }

  /** The id of a connection that is named, as the Deploy CLI does, or given by its id. */
  private static String connectionId(TenantState state, Document named) {
    Table<? extends Resource> connections = state.collection(CONNECTIONS);
    Optional<? extends Resource> byName = connections.findByKey(named.string("name", ""));
    if (byName.isPresent()) {
      return byName.get().id();
    }
    Optional<? extends Resource> byId = connections.find(named.string("connection_id", ""));
    return byId.isPresent() ? byId.get().id() : "";
  }
}
