package dev.fakeauth0.emulator.tenant;

import dev.fakeauth0.emulator.json.Document;
import java.time.Instant;
import java.util.List;
import org.pcollections.OrderedPMap;
import org.pcollections.PVector;
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
    tables(
        state
            .clients()
            .with(state.clients().find(client.id()).map(client::replacing).orElse(client)),
        state.resourceServers(),
        state.clientGrants(),
        state.organizations());
  }

  /** Adds an API, or replaces the one of its id. */
  public void put(ResourceServer api) {
    tables(
        state.clients(),
        state.resourceServers().with(api),
        state.clientGrants(),
        state.organizations());
  }

  /** Adds a client grant, or replaces the one of its id. */
  public void put(ClientGrant grant) {
    tables(
        state.clients(),
        state.resourceServers(),
        state.clientGrants().with(grant),
        state.organizations());
  }

  /** Adds an organization, or replaces the one of its id. */
  public void put(Organization organization) {
    tables(
        state.clients(),
        state.resourceServers(),
        state.clientGrants(),
        state.organizations().with(organization));
  }

  /** Removes a client, if it is there. */
  public void removeClient(String id) {
    tables(
        state.clients().without(id),
        state.resourceServers(),
        state.clientGrants(),
        state.organizations());
  }

  /** Removes an API, if it is there. */
  public void removeResourceServer(String id) {
    tables(
        state.clients(),
        state.resourceServers().without(id),
        state.clientGrants(),
        state.organizations());
  }

  /** Removes a client grant, if it is there. */
  public void removeClientGrant(String id) {
    tables(
        state.clients(),
        state.resourceServers(),
        state.clientGrants().without(id),
        state.organizations());
  }

  /** Removes an organization, if it is there. */
  public void removeOrganization(String id) {
    tables(
        state.clients(),
        state.resourceServers(),
        state.clientGrants(),
        state.organizations().without(id));
  }

  /** Replaces the tenant settings. */
  public void settings(Document settings) {
    rest(settings, state.others(), state.fakeAuth0(), state.keys(), state.clock());
  }

  /** Replaces a collection of the seed document that has no table of its own. */
  public void others(String key, List<Document> documents) {
    OrderedPMap<String, PVector<Document>> changed =
        state.others().plus(key, TreePVector.from(documents));
    rest(state.settings(), changed, state.fakeAuth0(), state.keys(), state.clock());
  }

  /** Replaces the {@code fakeAuth0} section. */
  public void fakeAuth0(Document section) {
    rest(state.settings(), state.others(), section, state.keys(), state.clock());
  }

  /** Replaces the signing keys. */
  public void keys(KeyRing keys) {
    rest(state.settings(), state.others(), state.fakeAuth0(), keys, state.clock());
  }

  /** Replaces the clock's setting. */
  public void clock(ClockSetting clock) {
    rest(state.settings(), state.others(), state.fakeAuth0(), state.keys(), clock);
  }

  /**
   * Remembers a client assertion until it expires, and forgets those that have.
   *
   * @return whether it was new
   */
  public boolean spendAssertion(String clientId, String jti, Instant expiry, Instant now) {
    String key = clientId + ' ' + jti;
    Instant known = state.spentAssertions().get(key);
    if (known != null && known.isAfter(now)) {
      return false;
    }
    var kept = state.spentAssertions();
    if (kept.size() % 64 == 63) {
      for (var spent : kept.entrySet()) {
        if (!spent.getValue().isAfter(now)) {
          kept = kept.minus(spent.getKey());
        }
      }
    }
    state =
        new TenantState(
            state.settings(),
            state.clients(),
            state.resourceServers(),
            state.clientGrants(),
            state.organizations(),
            state.others(),
            state.fakeAuth0(),
            state.keys(),
            kept.plus(key, expiry),
            state.clock());
    return true;
  }

  private void tables(
      Table<Client> clients,
      Table<ResourceServer> apis,
      Table<ClientGrant> grants,
      Table<Organization> organizations) {
    state =
        new TenantState(
            state.settings(),
            clients,
            apis,
            grants,
            organizations,
            state.others(),
            state.fakeAuth0(),
            state.keys(),
            state.spentAssertions(),
            state.clock());
  }

  private void rest(
      Document settings,
      OrderedPMap<String, PVector<Document>> others,
      Document fakeAuth0,
      KeyRing keys,
      ClockSetting clock) {
    state =
        new TenantState(
            settings,
            state.clients(),
            state.resourceServers(),
            state.clientGrants(),
            state.organizations(),
            others,
            fakeAuth0,
            keys,
            state.spentAssertions(),
            clock);
  }
}
