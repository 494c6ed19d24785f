package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.ClientGrant;
import dev.fakeauth0.emulator.tenant.ClockSetting;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import dev.fakeauth0.emulator.tenant.Table;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.TokenMinter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts a seed's resources into a draft: adds what Auth0 adds, derives ids, follows references. What
 * is there under the same name is replaced and keeps its id, unless the seed pins another. Every
 * start runs this: what a sound seed needs is done without lambdas, which have to be linked first.
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
   * @param now the system's time
   * @throws InvalidSeed if a reference leads nowhere; the draft is then of no use
   */
  void fill(Instant now) {
    settings();
    for (SeedContent.Entry entry : seed.entries("resourceServers")) {
      api(entry);
    }
    Set<String> pinned = pinnedClients();
    for (SeedContent.Entry entry : seed.entries("clients")) {
      client(entry, pinned);
    }
    for (SeedContent.Entry entry : seed.entries("clientGrants")) {
      clientGrant(entry);
    }
    for (SeedContent.Entry entry : seed.entries("organizations")) {
      organization(entry);
    }
    for (SeedContent.Entry entry : seed.entries("roles")) {
      SeedCollections.role(draft, entry.document(), audiences);
    }
    for (SeedContent.Entry entry : seed.entries("databases")) {
      SeedCollections.connection(draft, entry.document(), true);
    }
    for (SeedContent.Entry entry : seed.entries("connections")) {
      SeedCollections.connection(draft, entry.document(), false);
    }
    for (SeedContent.Entry entry : seed.entries("users")) {
      user(entry);
    }
    for (PlainCollections.Plain plain : PlainCollections.ALL) {
      for (SeedContent.Entry entry : seed.entries(plain.key())) {
        PlainCollections.put(draft, plain, entry.document());
      }
    }
    for (SeedContent.Entry entry : seed.entries(SeedPages.KEY)) {
      SeedPages.put(draft, entry.document());
    }
    others();
    SeedReferences.resolve(draft, seed);
    for (SeedContent.Entry entry : seed.entries("organizations")) {
      organizationParts(entry);
    }
    fakeAuth0(now);
    mistakes.refuse();
  }

  private void settings() {
    if (!seed.has("tenant")) {
      return;
    }
    Document settings = over(draft.state().settings(), seed.section("tenant"));
    Optional<String> audience = settings.string("default_audience");
    if (audience.isPresent()) {
      settings = settings.with("default_audience", audiences.canonical(audience.get()));
    }
    draft.settings(settings);
  }

  private void api(SeedContent.Entry entry) {
    String identifier = audiences.canonical(entry.document().string("identifier").orElseThrow());
    Optional<String> before = id(draft.state().api(identifier));
    ResourceServer api = ResourceServer.of(Defaults.api(entry.document(), identifier, before));
    if (taken(entry, draft.state().resourceServers(), api)) {
      return;
    }
    TokenMinter.problem(api).ifPresent(problem -> mistakes.add(entry.place(), problem));
    if (before.isPresent() && !before.get().equals(api.id())) {
      draft.remove(TenantState.RESOURCE_SERVERS, before.get());
    }
    draft.put(api);
  }

  private Set<String> pinnedClients() {
    Set<String> pinned = new HashSet<>();
    for (SeedContent.Entry entry : seed.entries("clients")) {
      pinned.add(entry.document().string("client_id", ""));
    }
    return pinned;
  }

  private void client(SeedContent.Entry entry, Set<String> pinned) {
    Optional<Client> before = clientBefore(entry.document(), pinned);
    Client client = Client.of(Defaults.client(entry.document(), id(before)));
    if (before.isPresent() && !before.get().id().equals(client.id())) {
      draft.remove(TenantState.CLIENTS, before.get().id());
      // Its grants go with it.
      for (ClientGrant grant : draft.state().clientGrants().allByKey(before.get().id())) {
        draft.put(ClientGrant.of(grant.document().with("client_id", client.id())));
      }
    }
    draft.put(client);
  }

  /**
   * The client that is replaced: of the id, else of the name, but none that the seed names by id.
   */
  private Optional<Client> clientBefore(Document seeded, Set<String> pinned) {
    Optional<String> id = seeded.string("client_id");
    if (id.isPresent() && draft.state().clients().find(id.get()).isPresent()) {
      return draft.state().clients().find(id.get());
    }
    Optional<Client> named = draft.state().clients().findByKey(seeded.string("name", ""));
    return named.isPresent() && pinned.contains(named.get().id()) ? Optional.empty() : named;
  }

  private void clientGrant(SeedContent.Entry entry) {
    Document seeded = entry.document();
    Optional<String> owner =
        seeded.string("client_id").isPresent()
            ? id(client(entry, "client_id", seeded.string("client_id", "")))
            : seeded.string("default_for");
    Optional<String> audience = api(entry, "audience", seeded.string("audience").orElseThrow());
    if (owner.isEmpty() || audience.isEmpty()) {
      return;
    }
    Document placed = seeded.with("audience", audience.get());
    if (seeded.string("client_id").isPresent()) {
      placed = placed.with("client_id", owner.get());
    }
    Optional<String> before =
        grantBefore(owner.get(), audience.get(), seeded.string("subject_type", "client"));
    ClientGrant grant = ClientGrant.of(Defaults.clientGrant(placed, owner.get(), before));
    if (taken(entry, draft.state().clientGrants(), grant)) {
      return;
    }
    if (before.isPresent() && !before.get().equals(grant.id())) {
      draft.remove(TenantState.CLIENT_GRANTS, before.get());
    }
    draft.put(grant);
  }

  private Optional<String> grantBefore(String owner, String audience, String subjectType) {
    for (ClientGrant grant : draft.state().clientGrants().allByKey(owner)) {
      if (grant.audience().equals(audience) && grant.subjectType().equals(subjectType)) {
        return Optional.of(grant.id());
      }
    }
    return Optional.empty();
  }

  private static String grantName(ClientGrant grant) {
    return (grant.clientId().isPresent() ? grant.clientId() : grant.defaultFor()).orElse("")
        + '\n'
        + grant.audience()
        + '\n'
        + grant.subjectType();
  }

  private void organization(SeedContent.Entry entry) {
    String name = entry.document().string("name").orElseThrow();
    Optional<String> before = id(draft.state().organizations().findByKey(name));
    Set<String> grants = new LinkedHashSet<>();
    for (Document association : entry.document().objects("client_grants")) {
      grants.addAll(associated(entry, association));
    }
    Document document =
        Defaults.organization(
                OrganizationParts.without(entry.document()).without("client_grants"), before)
            .with(Organization.CLIENT_GRANTS, grants);
    Organization organization = Organization.of(document);
    if (taken(entry, draft.state().organizations(), organization)) {
      return;
    }
    if (before.isPresent() && !before.get().equals(organization.id())) {
      draft.remove(TenantState.ORGANIZATIONS, before.get());
    }
    draft.put(organization);
  }

  private void organizationParts(SeedContent.Entry entry) {
    Optional<Organization> organization =
        draft.state().organizations().findByKey(entry.document().string("name").orElseThrow());
    if (organization.isEmpty()) {
      return; // Its id is another's, which is a mistake already.
    }
    List<String> unknown = new ArrayList<>();
    OrganizationParts.fill(draft, organization.get().id(), entry.document(), unknown);
    for (String connection : unknown) {
      among(entry, "connections", "connection", connection, names("connections"));
    }
  }

  /**
   * The grants that an association means. The Deploy CLI names the client only; all its grants are
   * meant then, unless an audience is named, too.
   */
  private List<String> associated(SeedContent.Entry entry, Document association) {
    String named = association.string("client_id", "");
    Optional<Client> client = client(entry, "client_grants", named);
    if (client.isEmpty()) {
      return List.of();
    }
    Optional<String> audience = association.string("audience").map(audiences::canonical);
    List<ClientGrant> all = draft.state().clientGrants().allByKey(client.get().id());
    List<String> meant = new ArrayList<>();
    for (ClientGrant grant : all) {
      if (audience.isEmpty() || audience.get().equals(grant.audience())) {
        meant.add(grant.id());
      }
    }
    if (meant.isEmpty()) {
      mistakes.add(
          entry.place("client_grants"),
          "client "
              + named
              + " has no client grant"
              + audience.map(api -> " for " + api).orElse("")
              + allowed(all.stream().map(ClientGrant::audience).toList()));
    }
    return meant;
  }

  private void user(SeedContent.Entry entry) {
    for (String role : entry.document().strings("roles")) {
      among(entry, "roles", "role", role, names("roles"));
    }
    for (Document permission : entry.document().objects("permissions")) {
      api(entry, "permissions", permission.string("resource_server_identifier", ""));
    }
    List<String> organizations = new ArrayList<>();
    for (Organization organization : draft.state().organizations().all()) {
      organizations.add(organization.name());
    }
    for (String organization : entry.document().strings("organizations")) {
      among(entry, "organizations", "organization", organization, organizations);
    }
    for (Document membership : entry.document().objects("organizations")) {
      among(entry, "organizations", "organization", membership.string("name", ""), organizations);
      for (String role : membership.strings("roles")) {
        among(entry, "organizations", "role", role, names("roles"));
      }
    }
    Optional<String> connection = entry.document().string("connection");
    if (connection.isPresent()) {
      among(entry, "connection", "connection", connection.get(), names("connections"));
    }
    SeedCollections.user(draft, entry.document(), audiences);
  }

  private List<String> names(String key) {
    List<String> names = new ArrayList<>();
    for (Resource resource : draft.state().collection(key).all()) {
      names.add(resource.document().string("name", ""));
    }
    return names;
  }

  private void others() {
    for (Map.Entry<String, @Nullable Object> member : seed.root().entrySet()) {
      String key = member.getKey();
      if (SeedKeys.modelled(key)) {
        continue;
      }
      if (SeedFeatures.knows(key)) {
        // Triggers name actions, which may stand behind them.
        if (!key.equals("triggers")) {
          SeedFeatures.fill(draft, key, member.getValue());
        }
      } else if (member.getValue() instanceof Map<?, ?> section) {
        draft.others(key, List.of(Document.of(section)));
      } else if (member.getValue() instanceof List<?>) {
        draft.others(key, added(key));
      }
    }
    if (seed.has("triggers")) {
      SeedFeatures.fill(draft, "triggers", seed.root().get("triggers"));
    }
  }

  /** What is there and is not replaced, then what the seed has. */
  private List<Document> added(String key) {
    Set<List<Object>> replaced = new HashSet<>();
    List<Document> seeded = new ArrayList<>();
    for (SeedContent.Entry entry : seed.entries(key)) {
      seeded.add(entry.document());
      replaced.add(SeedKeys.nameOf(entry.document()));
    }
    List<Document> all = new ArrayList<>();
    var before = draft.state().others().get(key);
    if (before != null) {
      for (Document document : before) {
        if (!replaced.contains(SeedKeys.nameOf(document))) {
          all.add(document);
        }
      }
    }
    all.addAll(seeded);
    return all;
  }

  private void fakeAuth0(Instant now) {
    Document section = seed.section("fakeAuth0");
    if (!audiences.domains().isEmpty()) {
      section = section.with("domains", audiences.domains());
    }
    Optional<Document> clock = section.object("clock");
    if (clock.isPresent()) {
      draft.clock(clock(clock.get(), now));
    }
    draft.fakeAuth0(over(draft.state().fakeAuth0(), section.without("clock")));
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

  /** The client that is named. The Deploy CLI writes names where Auth0 has ids; a name wins. */
  private Optional<Client> client(SeedContent.Entry entry, String property, String nameOrId) {
    Table<Client> clients = draft.state().clients();
    Optional<Client> byName = clients.findByKey(nameOrId);
    Optional<Client> found = byName.isPresent() ? byName : clients.find(nameOrId);
    if (found.isEmpty()) {
      among(
          entry,
          property,
          "client",
          nameOrId,
          clients.all().stream().map(Client::name).distinct().toList());
    }
    return found;
  }

  /** The identifier of the API that is named. */
  private Optional<String> api(SeedContent.Entry entry, String property, String named) {
    String identifier = audiences.canonical(named);
    if (draft.state().api(identifier).isPresent()) {
      return Optional.of(identifier);
    }
    among(
        entry,
        property,
        "API",
        named,
        draft.state().resourceServers().all().stream().map(ResourceServer::identifier).toList());
    return Optional.empty();
  }

  private void among(
      SeedContent.Entry entry, String property, String kind, String named, List<String> known) {
    if (!known.contains(named)) {
      mistakes.add(entry.place(property), "there is no " + kind + " " + named + allowed(known));
    }
  }

  private static String allowed(List<String> known) {
    return known.isEmpty() ? "; there is none" : "; allowed: " + String.join(", ", known);
  }

  private static Optional<String> id(Optional<? extends Resource> resource) {
    return resource.isPresent() ? Optional.of(resource.get().id()) : Optional.empty();
  }

  /** Whether an id that the seed pins is another's. */
  private <T extends Resource> boolean taken(SeedContent.Entry entry, Table<T> table, T wanted) {
    Optional<T> holder = table.find(wanted.id());
    if (holder.isPresent() && !nameOf(holder.get()).equals(nameOf(wanted))) {
      mistakes.add(
          entry.place("id"), wanted.id() + " is the id of another; allowed: a new one, or none");
      return true;
    }
    return false;
  }

  private static String nameOf(Resource resource) {
    if (resource instanceof ResourceServer api) {
      return api.identifier();
    }
    return resource instanceof ClientGrant grant
        ? grantName(grant)
        : resource.document().string("name", "");
  }

  private static Document over(Document base, Document changes) {
    Document merged = base;
    for (Map.Entry<String, @Nullable Object> change : changes.asMap().entrySet()) {
      merged = merged.with(change.getKey(), change.getValue());
    }
    return merged;
  }
}
