package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.Table;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the Deploy CLI writes a resource's name and the Management API has its id, one table. A
 * name wins over an id; what is neither stays as it is, as the Deploy CLI leaves it. Every start
 * asks it: plain code without lambdas.
 */
final class SeedReferences {

  /**
   * One place.
   *
   * @param key the seed's key
   * @param place the collection in the state
   * @param path where the reference stands, each step a member; with {@code **} before it, wherever
   *     a member of that name is
   * @param others the collection it leads to
   */
  private record Reference(String key, String place, List<String> path, String others) {}

  private static final String ANYWHERE = "**";
  private static final String CONNECTIONS = "connections";
  private static final String ACTION = "action";
  private static final String ACTION_ID = "action_id";
  private static final String EXCHANGES = "token-exchange-profiles";
  private static final String USER_PROFILES = "user-attribute-profiles";

  private static final List<Reference> ALL =
      List.of(
          of("databases", CONNECTIONS, TenantState.CLIENTS, "enabled_clients"),
          of("connections", CONNECTIONS, TenantState.CLIENTS, "enabled_clients"),
          of(
              "connections",
              CONNECTIONS,
              TenantState.CLIENTS,
              "options",
              "idpinitiated",
              "client_id"),
          of(
              "clients",
              TenantState.CLIENTS,
              USER_PROFILES,
              "express_configuration",
              "user_attribute_profile_id"),
          of(
              "clients",
              TenantState.CLIENTS,
              "connection-profiles",
              "express_configuration",
              "connection_profile_id"),
          of(
              "clients",
              TenantState.CLIENTS,
              TenantState.CLIENTS,
              "express_configuration",
              "okta_oin_client_id"),
          of(
              "selfServiceProfiles",
              "self-service-profiles",
              USER_PROFILES,
              "user_attribute_profile_id"),
          of("tokenExchangeProfiles", EXCHANGES, "actions/actions", ACTION_ID),
          of("forms", "forms", "flows", ANYWHERE, "flow_id"),
          of("flows", "flows", "flows/vault/connections", ANYWHERE, "connection_id"));

  private SeedReferences() {}

  private static Reference of(String key, String place, String others, String... path) {
    return new Reference(key, place, List.of(path), others);
  }

  /** Puts ids in the place of names, in all that a seed has put in. */
  static void resolve(TenantDraft draft, SeedContent seed) {
    for (Reference reference : ALL) {
      if (!seed.has(reference.key())) {
        continue;
      }
      Table<? extends Resource> others = draft.state().collection(reference.others());
      for (Resource resource : List.copyOf(draft.state().collection(reference.place()).all())) {
        Document named = resource.document();
        if (reference.place().equals(EXCHANGES) && named.has(ACTION)) {
          named = named.without(ACTION).with(ACTION_ID, named.get(ACTION));
        }
        Document resolved = changed(named, reference, others, true);
        if (!resolved.equals(resource.document())) {
          draft.put(reference.place(), resource.id(), resolved);
        }
      }
    }
  }

  /**
   * A resource as the seed writes it: with names, where a name leads to one resource alone.
   *
   * @param key the seed's key it is written under
   */
  static Document named(TenantState state, String key, Document document, boolean deployCli) {
    Document named = document;
    for (Reference reference : ALL) {
      if (reference.key().equals(key)) {
        named = changed(named, reference, state.collection(reference.others()), false);
      }
    }
    return deployCli && key.equals("tokenExchangeProfiles") && named.has(ACTION_ID)
        ? named.without(ACTION_ID).with(ACTION, named.get(ACTION_ID))
        : named;
  }

  private static Document changed(
      Document document, Reference reference, Table<? extends Resource> others, boolean toIds) {
    Object changed = changed(document.asMap(), reference.path(), 0, others, toIds);
    return changed instanceof Map<?, ?> members ? Document.of(members) : document;
  }

  private static @Nullable Object changed(
      @Nullable Object value,
      List<String> path,
      int step,
      Table<? extends Resource> others,
      boolean toIds) {
    if (step == path.size()) {
      return leaf(value, others, toIds);
    }
    boolean anywhere = path.get(step).equals(ANYWHERE);
    if (value instanceof List<?> items && anywhere) {
      List<@Nullable Object> all = new ArrayList<>(items.size());
      for (Object item : items) {
        all.add(changed(item, path, step, others, toIds));
      }
      return all;
    }
    if (!(value instanceof Map<?, ?> members)
        || (!anywhere && !members.containsKey(path.get(step)))) {
      return value;
    }
    Map<Object, @Nullable Object> all = new LinkedHashMap<>(members);
    for (Map.Entry<Object, @Nullable Object> member : all.entrySet()) {
      if (anywhere && !member.getKey().equals(path.get(step + 1))) {
        member.setValue(changed(member.getValue(), path, step, others, toIds));
      } else if (anywhere || member.getKey().equals(path.get(step))) {
        int next = anywhere ? step + 2 : step + 1;
        member.setValue(changed(member.getValue(), path, next, others, toIds));
      }
    }
    return all;
  }

  private static @Nullable Object leaf(
      @Nullable Object value, Table<? extends Resource> others, boolean toIds) {
    if (value instanceof List<?> items) {
      List<@Nullable Object> all = new ArrayList<>(items.size());
      for (Object item : items) {
        all.add(leaf(item, others, toIds));
      }
      return all;
    }
    if (value instanceof String text) {
      return toIds ? id(others, text) : name(others, text);
    }
    return value;
  }

  /** The id of the resource a seed names, or the text itself. */
  static String id(Table<? extends Resource> others, String nameOrId) {
    Optional<? extends Resource> named = others.findByKey(nameOrId);
    return named.isPresent() ? named.get().id() : nameOrId;
  }

  /** The name of a resource, or its id where the name would mean another. */
  static String name(Table<? extends Resource> others, String id) {
    Optional<? extends Resource> found = others.find(id);
    String name = found.isPresent() ? found.get().document().string("name", "") : "";
    return !name.isEmpty() && others.allByKey(name).size() == 1 ? name : id;
  }
}
