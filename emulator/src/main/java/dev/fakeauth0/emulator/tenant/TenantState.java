package dev.fakeauth0.emulator.tenant;

import dev.fakeauth0.emulator.json.Document;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.OrderedPMap;
import org.pcollections.PMap;
import org.pcollections.PVector;

/**
 * All that a tenant knows at one moment. Immutable; states that follow one another share what did
 * not change, so keeping an old one (the baseline) costs next to nothing.
 *
 * @param settings the tenant settings (Management API, "tenants/settings")
 * @param clients applications by client_id, and by name
 * @param resourceServers APIs by id, and by identifier
 * @param clientGrants client grants by id, and by client_id (those without one by {@code
 *     default_for})
 * @param organizations organizations by id, and by name
 * @param others the other collections of the seed document by top-level key, as they were read; a
 *     singleton is a list of one
 * @param fakeAuth0 the seed's {@code fakeAuth0} section: claims, limits, and what else it says
 * @param keys the signing keys
 * @param spentAssertions the {@code jti} of client assertions seen, with their expiry, by {@code
 *     client_id + ' ' + jti}
 * @param clock how the tenant's time runs
 */
public record TenantState(
    Document settings,
    Table<Client> clients,
    Table<ResourceServer> resourceServers,
    Table<ClientGrant> clientGrants,
    Table<Organization> organizations,
    OrderedPMap<String, PVector<Document>> others,
    Document fakeAuth0,
    KeyRing keys,
    PMap<String, Instant> spentAssertions,
    ClockSetting clock) {

  /** A tenant that has keys and nothing else. */
  public static TenantState empty(KeyRing keys) {
    return new TenantState(
        Document.EMPTY,
        Table.keyedBy(Client::name),
        Table.keyedBy(ResourceServer::identifier),
        Table.keyedBy(grant -> grant.clientId().or(grant::defaultFor).orElse("")),
        Table.keyedBy(Organization::name),
        OrderedPMap.empty(),
        Document.EMPTY,
        keys,
        HashTreePMap.empty(),
        ClockSetting.SYSTEM);
  }

  /** The seed's {@code fakeAuth0.limits}: rate limits that are enforced, by family of endpoints. */
  public Document limits() {
    return fakeAuth0.object("limits").orElse(Document.EMPTY);
  }

  /** The resources of a top-level key that has no table of its own; none if it is absent. */
  public List<Document> others(String key) {
    PVector<Document> documents = others.get(key);
    return documents == null ? List.of() : documents;
  }

  /** The API of an identifier. */
  public Optional<ResourceServer> api(String identifier) {
    return resourceServers.findByKey(identifier);
  }

  /**
   * The client grant of a client for an API and a kind of subject, {@code client} or {@code user}.
   */
  public Optional<ClientGrant> clientGrant(Client client, String audience, String subjectType) {
    Optional<ClientGrant> own = grant(clientGrants.allByKey(client.id()), audience, subjectType);
    return own.isPresent() || client.firstParty()
        ? own
        : grant(clientGrants.allByKey("third_party_clients"), audience, subjectType);
  }

  /** The identifiers of the APIs a client has grants for. */
  public List<String> audiencesOf(String clientId) {
    return clientGrants.allByKey(clientId).stream().map(ClientGrant::audience).distinct().toList();
  }

  private static Optional<ClientGrant> grant(
      List<ClientGrant> grants, String audience, String subjectType) {
    return grants.stream()
        .filter(grant -> grant.audience().equals(audience))
        .filter(grant -> grant.subjectType().equals(subjectType))
        .findFirst();
  }
}
