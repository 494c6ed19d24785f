package dev.fakeauth0.emulator.tenant;

import dev.fakeauth0.emulator.json.Document;
import java.util.List;
import java.util.Optional;
import org.pcollections.OrderedPMap;
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
 * @param holdings all else that the Management API keeps: collections, singletons, relations
 * @param fakeAuth0 the seed's {@code fakeAuth0} section: claims, limits, and what else it says
 * @param keys the signing keys
 * @param expiring codes, logins under way and whatever else is gone after a while
 * @param clock how the tenant's time runs
 */
public record TenantState(
    Document settings,
    Table<Client> clients,
    Table<ResourceServer> resourceServers,
    Table<ClientGrant> clientGrants,
    Table<Organization> organizations,
    Holdings holdings,
    Document fakeAuth0,
    KeyRing keys,
    Expiring expiring,
    ClockSetting clock) {

  /** The collection of applications. */
  public static final String CLIENTS = "clients";

  /** The collection of APIs. */
  public static final String RESOURCE_SERVERS = "resource-servers";

  /** The collection of client grants. */
  public static final String CLIENT_GRANTS = "client-grants";

  /** The collection of organizations. */
  public static final String ORGANIZATIONS = "organizations";

  /** The collection of users. */
  public static final String USERS = "users";

  /** The singleton of the tenant settings. */
  public static final String TENANT_SETTINGS = "tenants/settings";

  /** A tenant that has keys and nothing else. */
  public static TenantState empty(KeyRing keys) {
    return new TenantState(
        Document.EMPTY,
        Table.keyedBy(Client::name),
        Table.keyedBy(ResourceServer::identifier),
        Table.keyedBy(grant -> grant.clientId().or(grant::defaultFor).orElse("")),
        Table.keyedBy(Organization::name),
        Holdings.NONE,
        Document.EMPTY,
        keys,
        Expiring.NONE,
        ClockSetting.SYSTEM);
  }

  /** The seed's {@code fakeAuth0.limits}: rate limits that are enforced, by family of endpoints. */
  public Document limits() {
    return fakeAuth0.object("limits").orElse(Document.EMPTY);
  }

  /**
   * The seed collections the Management API has no model of, by top-level key, as they were read.
   */
  public OrderedPMap<String, PVector<Document>> others() {
    return holdings.others();
  }

  /** The resources of a top-level key of {@link #others()}; none if it is absent. */
  public List<Document> others(String key) {
    return holdings.others(key);
  }

  /**
   * The collection of a path of the Management API, with the ids of what it is under: {@code
   * clients}, {@code roles}, {@code organizations/org_1/invitations}. Empty if there is none.
   */
  public Table<? extends Resource> collection(String path) {
    return switch (path) {
      case CLIENTS -> clients;
      case RESOURCE_SERVERS -> resourceServers;
      case CLIENT_GRANTS -> clientGrants;
      case ORGANIZATIONS -> organizations;
      default -> holdings.collection(path);
    };
  }

  /** The users, found by user_id and by e-mail address in lower case. */
  public Table<Item> users() {
    return holdings.collection(USERS);
  }

  /** The singleton of a path of the Management API, if it was set. */
  public Optional<Document> singleton(String path) {
    return path.equals(TENANT_SETTINGS) ? Optional.of(settings) : holdings.singleton(path);
  }

  /** The relation of a name, such as {@code users-roles}. */
  public Relation relation(String name) {
    return holdings.relation(name);
  }

  /** The paths of all singletons that were set, in alphabetical order. */
  public List<String> singletonPaths() {
    return holdings.singletons().keySet().stream().sorted().toList();
  }

  /** The client that a request names: by its id, or by the URL of the document about it. */
  public Optional<Client> clientNamed(String id) {
    Optional<Client> client = clients.find(id);
    if (client.isPresent() || id.indexOf("://") < 0) {
      return client;
    }
    for (Client described :
        clients.having(
            "external_client_id",
            known -> known.externalId().map(List::of).orElse(List.of()),
            id)) {
      return Optional.of(described);
    }
    return Optional.empty();
  }

  /** The API of an identifier. */
  public Optional<ResourceServer> api(String identifier) {
    Optional<ResourceServer> own = resourceServers.findByKey(identifier);
    return own.isEmpty() && identifier.equals(MfaApi.IDENTIFIER) ? Optional.of(MfaApi.api()) : own;
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
