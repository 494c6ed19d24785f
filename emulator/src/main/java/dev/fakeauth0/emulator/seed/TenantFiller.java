package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.ClientGrant;
import dev.fakeauth0.emulator.tenant.ClockSetting;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts a seed's resources into a draft: adds what Auth0 adds, derives ids, follows references. What
 * is there under the same name is replaced and keeps its id.
 */
final class TenantFiller {

  private final SeedContent seed;
  private final ManagementAudiences audiences;
  private final TenantDraft draft;
  private final Mistakes mistakes = new Mistakes();

  TenantFiller(SeedContent seed, ManagementAudiences audiences, TenantDraft draft) {
    this.seed = seed;
    this.audiences = audiences;
    this.draft = draft;
  }

  /**
   * Does it all.
   *
   * @throws InvalidSeed if anything was wrong; the draft is then of no use
   */
  void fill(Instant now) {
    settings();
    seed.entries("resourceServers").forEach(this::api);
    clients();
    seed.entries("clientGrants").forEach(this::clientGrant);
    seed.entries("organizations").forEach(this::organization);
    users();
    others();
    fakeAuth0(now);
    mistakes.refuse();
  }

  private void settings() {
    if (!seed.has("tenant")) {
      return;
    }
    Document settings = seed.section("tenant");
    Optional<String> audience = settings.string("default_audience");
    draft.settings(
        audience.isPresent()
            ? settings.with("default_audience", audiences.canonical(audience.get()))
            : settings);
  }

  private void api(SeedContent.Entry entry) {
    Optional<String> named = entry.document().string("identifier");
    if (named.isEmpty()) {
      mistakes.add(entry.place(), "an API needs an identifier");
      return;
    }
    String identifier = audiences.canonical(named.get());
    Optional<String> id = draft.state().api(identifier).map(Resource::id);
    ResourceServer api = ResourceServer.of(Defaults.api(entry.document(), identifier, id));
    id.filter(before -> !before.equals(api.id())).ifPresent(draft::removeResourceServer);
    if (holder(
        draft.state().resourceServers().find(api.id()), identifier, ResourceServer::identifier)) {
      mistakes.add(entry.place("id"), api.id() + " is the id of another API");
      return;
    }
    draft.put(api);
  }

  private void clients() {
    Set<String> pinned = new LinkedHashSet<>();
    for (SeedContent.Entry entry : seed.entries("clients")) {
      entry.document().string("client_id").ifPresent(pinned::add);
    }
    seed.entries("clients").forEach(entry -> client(entry, pinned));
  }

  private void client(SeedContent.Entry entry, Set<String> pinned) {
    Document seeded = entry.document();
    if (seeded.string("name").isEmpty() && seeded.string("client_id").isEmpty()) {
      mistakes.add(entry.place(), "a client needs a name");
      return;
    }
    Optional<Client> before = clientBefore(seeded, pinned);
    Client client = Client.of(Defaults.client(seeded, before.map(Client::id)));
    before.filter(old -> !old.id().equals(client.id())).ifPresent(old -> replace(old, client));
    draft.put(client);
  }

  /**
   * The client that this one replaces: of its id, else of its name unless that one is kept by id.
   */
  private Optional<Client> clientBefore(Document seeded, Set<String> pinned) {
    Optional<Client> byId = seeded.string("client_id").flatMap(draft.state().clients()::find);
    return byId.isPresent()
        ? byId
        : seeded
            .string("name")
            .flatMap(draft.state().clients()::findByKey)
            .filter(client -> !pinned.contains(client.id()));
  }

  /** A client got another id: its grants go with it. */
  private void replace(Client old, Client client) {
    draft.removeClient(old.id());
    for (ClientGrant grant : List.copyOf(draft.state().clientGrants().allByKey(old.id()))) {
      draft.put(ClientGrant.of(grant.document().with("client_id", client.id())));
    }
  }

  private void clientGrant(SeedContent.Entry entry) {
    Document seeded = entry.document();
    Optional<String> owner = grantOwner(entry);
    Optional<String> audience = grantAudience(entry);
    if (owner.isEmpty() || audience.isEmpty()) {
      return;
    }
    Document placed = seeded.with("audience", audience.get());
    if (seeded.has("client_id")) {
      placed = placed.with("client_id", owner.get());
    }
    String subject = seeded.string("subject_type", "client");
    Optional<ClientGrant> before =
        draft.state().clientGrants().allByKey(owner.get()).stream()
            .filter(grant -> grant.audience().equals(audience.get()))
            .filter(grant -> grant.subjectType().equals(subject))
            .findFirst();
    ClientGrant grant =
        ClientGrant.of(Defaults.clientGrant(placed, owner.get(), before.map(ClientGrant::id)));
    before
        .filter(old -> !old.id().equals(grant.id()))
        .ifPresent(old -> draft.removeClientGrant(old.id()));
    draft.put(grant);
  }

  private Optional<String> grantOwner(SeedContent.Entry entry) {
    Document seeded = entry.document();
    Optional<String> named = seeded.string("client_id");
    if (named.isEmpty()) {
      Optional<String> kind = seeded.string("default_for");
      if (kind.isEmpty()) {
        mistakes.add(entry.place(), "a client grant needs a client_id: a client's name or id");
      }
      return kind;
    }
    Optional<Client> client = clientNamed(named.get());
    if (client.isEmpty()) {
      mistakes.add(
          entry.place("client_id"),
          "there is no client "
              + named.get()
              + allowed(names(draft.state().clients().all(), Client::name)));
    }
    return client.map(Client::id);
  }

  private Optional<String> grantAudience(SeedContent.Entry entry) {
    Optional<String> named = entry.document().string("audience");
    if (named.isEmpty()) {
      mistakes.add(entry.place(), "a client grant needs an audience: an API's identifier");
      return Optional.empty();
    }
    String audience = audiences.canonical(named.get());
    if (draft.state().api(audience).isEmpty()) {
      mistakes.add(
          entry.place("audience"),
          "there is no API "
              + named.get()
              + allowed(names(draft.state().resourceServers().all(), ResourceServer::identifier)));
      return Optional.empty();
    }
    return Optional.of(audience);
  }

  /** The Deploy CLI writes names where the Management API has ids; a name wins, as there. */
  private Optional<Client> clientNamed(String nameOrId) {
    Optional<Client> byName = draft.state().clients().findByKey(nameOrId);
    return byName.isPresent() ? byName : draft.state().clients().find(nameOrId);
  }

  private void organization(SeedContent.Entry entry) {
    Optional<String> name = entry.document().string("name");
    if (name.isEmpty()) {
      mistakes.add(entry.place(), "an organization needs a name");
      return;
    }
    Optional<String> id = draft.state().organizations().findByKey(name.get()).map(Organization::id);
    List<String> grants = new ArrayList<>();
    for (Document association : entry.document().objects("client_grants")) {
      grants.addAll(associated(entry, association));
    }
    Document document =
        Defaults.organization(entry.document().without("client_grants"), id)
            .with(Organization.CLIENT_GRANTS, grants);
    Organization organization = Organization.of(document);
    id.filter(before -> !before.equals(organization.id())).ifPresent(draft::removeOrganization);
    draft.put(organization);
  }

  /**
   * The grants that an association means. The Deploy CLI names the client only; all its grants are
   * meant then, unless an audience is named, too.
   */
  private List<String> associated(SeedContent.Entry entry, Document association) {
    String named = association.string("client_id", "");
    Optional<Client> client = clientNamed(named);
    if (client.isEmpty()) {
      mistakes.add(
          entry.place("client_grants"),
          "there is no client "
              + named
              + allowed(names(draft.state().clients().all(), Client::name)));
      return List.of();
    }
    Optional<String> audience = association.string("audience").map(audiences::canonical);
    List<ClientGrant> all = draft.state().clientGrants().allByKey(client.get().id());
    List<String> meant =
        all.stream()
            .filter(grant -> audience.isEmpty() || audience.get().equals(grant.audience()))
            .map(ClientGrant::id)
            .toList();
    if (meant.isEmpty()) {
      mistakes.add(
          entry.place("client_grants"),
          "client "
              + named
              + " has no client grant"
              + audience.map(api -> " for " + api).orElse("")
              + allowed(names(all, ClientGrant::audience)));
    }
    return meant;
  }

  private void users() {
    // Checked here, kept as they are with the other collections.
  }

  private void others() {
    for (Map.Entry<String, @Nullable Object> member : seed.root().entrySet()) {
      String key = member.getKey();
      if (SeedKeys.modelled(key) || member.getValue() == null) {
        continue;
      }
      List<Document> documents = new ArrayList<>();
      if (member.getValue() instanceof Map<?, ?> section) {
        documents.add(Document.of(section));
      } else {
        Map<String, Document> byName = new LinkedHashMap<>();
        var before = draft.state().others().get(key);
        if (before != null) {
          before.forEach(document -> byName.put(SeedKeys.nameOf(document), document));
        }
        for (SeedContent.Entry entry : seed.entries(key)) {
          Document document =
              key.equals("users") ? Defaults.user(entry.document()) : entry.document();
          byName.put(SeedKeys.nameOf(document), document);
        }
        documents.addAll(byName.values());
      }
      draft.others(key, documents);
    }
  }

  private void fakeAuth0(Instant now) {
    Document section = seed.section("fakeAuth0");
    if (!audiences.domains().isEmpty()) {
      section = section.with("domains", audiences.domains());
    }
    Optional<Document> clock = section.object("clock");
    clock.ifPresent(wish -> draft.clock(clock(wish, now)));
    Document merged = draft.state().fakeAuth0();
    for (var member : section.without("clock").asMap().entrySet()) {
      merged = merged.with(member.getKey(), member.getValue());
    }
    draft.fakeAuth0(merged);
  }

  private static ClockSetting clock(Document wish, Instant now) {
    ClockSetting setting =
        new ClockSetting(
            wish.string("offset").map(Duration::parse).orElse(Duration.ZERO), Optional.empty());
    Optional<Instant> moment = wish.string("now").map(Instant::parse);
    if (moment.isPresent()) {
      setting = setting.setTo(moment.get(), now);
    }
    return wish.flag("frozen", false) ? setting.frozen(now) : setting;
  }

  private static <T> boolean holder(
      Optional<T> found, String key, java.util.function.Function<T, String> keyOf) {
    return found.filter(other -> !keyOf.apply(other).equals(key)).isPresent();
  }

  private static <T extends Resource> List<String> names(
      Collection<T> resources, java.util.function.Function<T, String> name) {
    return resources.stream().map(name).distinct().toList();
  }

  private static String allowed(List<String> names) {
    return names.isEmpty() ? "; there is none" : "; allowed: " + String.join(", ", names);
  }

  /** The state with a seed in it. */
  static TenantState filled(
      SeedContent seed, ManagementAudiences audiences, TenantDraft draft, Instant now) {
    new TenantFiller(seed, audiences, draft).fill(now);
    return draft.state();
  }
}
