package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Relation;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a seed says of an organization that the Management API keeps beside it: connections and
 * applications, as relations, and the domains it is found by, as a collection under it. Every start
 * runs this: plain code without lambdas.
 */
final class OrganizationParts {

  private static final String CONNECTION_ID = "connection_id";
  private static final String CLIENT_ID = "client_id";

  private OrganizationParts() {}

  /** An organization as the seed has it, less what stands beside it in the state. */
  static Document without(Document seeded) {
    return seeded
        .without("connections")
        .without("enabled_connections")
        .without("clients")
        .without("discovery_domains");
  }

  /**
   * Puts in what stands beside an organization, in the place of what was there.
   *
   * @param id the organization's id
   * @param unknown takes the names of connections that there are none of
   */
  static void fill(TenantDraft draft, String id, Document seeded, List<String> unknown) {
    if (seeded.has("connections") || seeded.has("enabled_connections")) {
      draft.partLeft(Relations.ORGANIZATIONS_CONNECTIONS, id);
    }
    for (String key : List.of("enabled_connections", "connections")) {
      for (Document connection : seeded.objects(key)) {
        String named = connection.string("name", connection.string(CONNECTION_ID, ""));
        var connections = draft.state().collection("connections");
        String connectionId = SeedReferences.id(connections, named);
        if (connections.find(connectionId).isEmpty()) {
          unknown.add(named);
        } else {
          draft.join(
              Relations.ORGANIZATIONS_CONNECTIONS,
              id,
              connectionId,
              connection.without("name").without(CONNECTION_ID).without("connection"));
        }
      }
    }
    if (seeded.has("clients")) {
      draft.partLeft(Relations.ORGANIZATIONS_CLIENTS, id);
      for (Document client : seeded.objects("clients")) {
        draft.join(
            Relations.ORGANIZATIONS_CLIENTS,
            id,
            SeedReferences.id(draft.state().clients(), client.string(CLIENT_ID, "")),
            client.without(CLIENT_ID).without("client"));
      }
    }
    domains(draft, id, seeded);
  }

  private static void domains(TenantDraft draft, String id, Document seeded) {
    String place = domainsOf(id);
    String owner = seeded.string("name", "");
    for (Document domain : seeded.objects("discovery_domains")) {
      String name = domain.string("domain", "");
      Optional<String> kept = KeptIds.of(draft, place, "id", "domain", domain);
      String domainId =
          kept.isPresent() ? kept.get() : DerivedIds.prefixed("ord_", owner + '\n' + name, 22);
      draft.put(
          place,
          domainId,
          domain
              .with("id", domainId)
              .withDefault("status", "pending")
              .withDefault("verification_host", "_ss-verification." + id + '.' + name)
              .withDefault("verification_txt", DerivedIds.hex("domain", owner + '\n' + name, 32))
              .withDefault("use_for_organization_discovery", true));
    }
  }

  /** An organization as the seed writes it, with what stands beside it. */
  static Document with(TenantState state, String id, Document organization, boolean deployCli) {
    Document written = organization;
    List<Document> connections = new ArrayList<>();
    Relation joined = state.relation(Relations.ORGANIZATIONS_CONNECTIONS);
    for (String connection : joined.rightsOf(id)) {
      if (state.collection("connections").find(connection).isPresent()) {
        String name = SeedReferences.name(state.collection("connections"), connection);
        connections.add(after(Document.of("name", name), joined.find(id, connection)));
      }
    }
    if (!connections.isEmpty()) {
      written = written.with("connections", connections);
    }
    List<Document> clients = new ArrayList<>();
    Relation applications = state.relation(Relations.ORGANIZATIONS_CLIENTS);
    for (String client : applications.rightsOf(id)) {
      if (state.clients().find(client).isPresent()) {
        String name = SeedReferences.name(state.clients(), client);
        clients.add(after(Document.of(CLIENT_ID, name), applications.find(id, client)));
      }
    }
    if (!clients.isEmpty()) {
      written = written.with("clients", clients);
    }
    List<Document> domains = new ArrayList<>();
    for (Resource domain : state.collection(domainsOf(id)).all()) {
      Document document = domain.document();
      domains.add(
          deployCli
              ? document.without("id").without("verification_host").without("verification_txt")
              : document);
    }
    return domains.isEmpty() ? written : written.with("discovery_domains", domains);
  }

  private static Document after(Document first, Optional<Document> rest) {
    Document joined = first;
    if (rest.isPresent()) {
      for (Map.Entry<String, @Nullable Object> member : rest.get().asMap().entrySet()) {
        joined = joined.with(member.getKey(), member.getValue());
      }
    }
    return joined;
  }

  private static String domainsOf(String id) {
    return TenantState.ORGANIZATIONS + '/' + id + "/discovery-domains";
  }
}
