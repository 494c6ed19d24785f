package dev.fakeauth0.emulator.tenant;

import dev.fakeauth0.emulator.json.Document;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pcollections.TreePVector;

/**
 * A working copy of a tenant's state. One rule holds it at a time, on one thread; what it did
 * becomes the state in one step when the rule is done.
 */
public final class TenantDraft {

  private final IdSource ids;
  private TenantState state;

  TenantDraft(TenantState state, IdSource ids) {
    this.state = state;
    this.ids = ids;
  }

  /** A draft of its own, for rules that are asked without a store. */
  public static TenantDraft of(TenantState state, IdSource ids) {
    return new TenantDraft(state, ids);
  }

  /** The state as it stands in this draft. */
  public TenantState state() {
    return state;
  }

  /** Where new ids come from. */
  public IdSource ids() {
    return ids;
  }

  /** Replaces everything. */
  public void replace(TenantState other) {
    state = other;
  }

  /** Adds a client, or replaces the one of its id, whose secret it remembers if it has another. */
  public void put(Client client) {
    Table<Client> clients =
        state
            .clients()
            .with(state.clients().find(client.id()).map(client::replacing).orElse(client));
    tables(clients, state.resourceServers(), state.clientGrants());
  }

  /** Adds an API, or replaces the one of its id. */
  public void put(ResourceServer api) {
    tables(state.clients(), state.resourceServers().with(api), state.clientGrants());
  }

  /** Adds a client grant, or replaces the one of its id. */
  public void put(ClientGrant grant) {
    tables(state.clients(), state.resourceServers(), state.clientGrants().with(grant));
  }

  /** Adds an organization, or replaces the one of its id. */
  public void put(Organization organization) {
    organizations(state.organizations().with(organization));
  }

  /**
   * Adds a resource to a collection, or replaces the one of its id.
   *
   * @param path the collection's path, see {@link TenantState#collection}
   * @param id the id; those that decisions read by type have it in their document
   */
  public void put(String path, String id, Document document) {
    switch (path) {
      case TenantState.CLIENTS -> put(Client.of(document));
      case TenantState.RESOURCE_SERVERS -> put(ResourceServer.of(document));
      case TenantState.CLIENT_GRANTS -> put(ClientGrant.of(document));
      case TenantState.ORGANIZATIONS -> put(Organization.of(document));
      default ->
          holdings(
              state
                  .holdings()
                  .with(
                      path,
                      state.holdings().collection(path).with(Holdings.item(path, id, document))));
    }
  }

  /** Removes a resource from a collection, if it is there. What belongs to it is not looked for. */
  public void remove(String path, String id) {
    switch (path) {
      case TenantState.CLIENTS ->
          tables(state.clients().without(id), state.resourceServers(), state.clientGrants());
      case TenantState.RESOURCE_SERVERS ->
          tables(state.clients(), state.resourceServers().without(id), state.clientGrants());
      case TenantState.CLIENT_GRANTS ->
          tables(state.clients(), state.resourceServers(), state.clientGrants().without(id));
      case TenantState.ORGANIZATIONS -> organizations(state.organizations().without(id));
      default ->
          holdings(state.holdings().with(path, state.holdings().collection(path).without(id)));
    }
  }

  /** Removes all collections and singletons under a resource: {@code organizations/org_1}. */
  public void removeUnder(String path) {
    holdings(state.holdings().without(path + '/'));
  }

  /** Sets a singleton. */
  public void singleton(String path, Document document) {
    if (path.equals(TenantState.TENANT_SETTINGS)) {
      settings(document);
    } else {
      holdings(state.holdings().withSingleton(path, document));
    }
  }

  /** Makes a singleton what it is when nobody set it. */
  public void removeSingleton(String path) {
    holdings(state.holdings().withoutSingleton(path));
  }

  /** Joins two resources, or replaces the attributes of the pair. */
  public void join(String relation, String left, String right, Document attributes) {
    holdings(
        state.holdings().with(relation, state.relation(relation).with(left, right, attributes)));
  }

  /** Parts two resources, if they are joined. */
  public void part(String relation, String left, String right) {
    holdings(state.holdings().with(relation, state.relation(relation).without(left, right)));
  }

  /** Parts a resource from all it is joined to on the right. */
  public void partLeft(String relation, String left) {
    holdings(state.holdings().with(relation, state.relation(relation).withoutLeft(left)));
  }

  /** Parts a resource from all it is joined to on the left. */
  public void partRight(String relation, String right) {
    holdings(state.holdings().with(relation, state.relation(relation).withoutRight(right)));
  }

  /** Replaces the tenant settings. */
  public void settings(Document settings) {
    rest(settings, state.holdings(), state.fakeAuth0(), state.keys(), state.clock());
  }

  /** Replaces a collection of the seed document that the Management API has no model of. */
  public void others(String key, List<Document> documents) {
    holdings(state.holdings().withOthers(key, TreePVector.from(documents)));
  }

  /** Replaces the {@code fakeAuth0} section. */
  public void fakeAuth0(Document section) {
    rest(state.settings(), state.holdings(), section, state.keys(), state.clock());
  }

  /** Replaces the signing keys. */
  public void keys(KeyRing keys) {
    rest(state.settings(), state.holdings(), state.fakeAuth0(), keys, state.clock());
  }

  /** Replaces the clock's setting. */
  public void clock(ClockSetting clock) {
    rest(state.settings(), state.holdings(), state.fakeAuth0(), state.keys(), clock);
  }

  /** What is kept of a type under an id, unless it expired. */
  public <T> Optional<T> kept(Class<T> type, String id, Instant now) {
    return state.expiring().find(type, id, now);
  }

  /**
   * Keeps a value until it expires; found again by its class and the id. It replaces the one that
   * is kept so already.
   */
  public void keep(String id, Object value, Instant expiry, Instant now) {
    expiring(state.expiring().with(id, value, expiry, now));
  }

  /** Keeps a value no longer. */
  public void drop(Class<?> type, String id) {
    expiring(state.expiring().without(type, id));
  }

  /** Takes a value out: whoever asks next finds none. */
  public <T> Optional<T> spend(Class<T> type, String id, Instant now) {
    Optional<T> kept = kept(type, id, now);
    drop(type, id);
    return kept;
  }

  private void tables(
      Table<Client> clients, Table<ResourceServer> apis, Table<ClientGrant> grants) {
    state =
        new TenantState(
            state.settings(),
            clients,
            apis,
            grants,
            state.organizations(),
            state.holdings(),
            state.fakeAuth0(),
            state.keys(),
            state.expiring(),
            state.clock());
  }

  private void organizations(Table<Organization> organizations) {
    state =
        new TenantState(
            state.settings(),
            state.clients(),
            state.resourceServers(),
            state.clientGrants(),
            organizations,
            state.holdings(),
            state.fakeAuth0(),
            state.keys(),
            state.expiring(),
            state.clock());
  }

  private void holdings(Holdings holdings) {
    rest(state.settings(), holdings, state.fakeAuth0(), state.keys(), state.clock());
  }

  private void expiring(Expiring expiring) {
    state =
        new TenantState(
            state.settings(),
            state.clients(),
            state.resourceServers(),
            state.clientGrants(),
            state.organizations(),
            state.holdings(),
            state.fakeAuth0(),
            state.keys(),
            expiring,
            state.clock());
  }

  private void rest(
      Document settings, Holdings holdings, Document fakeAuth0, KeyRing keys, ClockSetting clock) {
    state =
        new TenantState(
            settings,
            state.clients(),
            state.resourceServers(),
            state.clientGrants(),
            state.organizations(),
            holdings,
            fakeAuth0,
            keys,
            state.expiring(),
            clock);
  }
}
