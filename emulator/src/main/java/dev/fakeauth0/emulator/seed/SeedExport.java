package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.YamlWriter;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.ClientGrant;
import dev.fakeauth0.emulator.tenant.ClockSetting;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.failure.FailureRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a tenant as the seed document it could have been started from: with pinned ids and
 * secrets, without signing keys. Equal states give equal bytes, and a tenant made of what was
 * written gives the same bytes again.
 */
public final class SeedExport {

  private final TenantState state;
  private final Document ownSection;
  private final boolean deployCli;

  private SeedExport(TenantState state, Document ownSection, boolean deployCli) {
    this.state = state;
    this.ownSection = ownSection;
    this.deployCli = deployCli;
  }

  /** The tenant in YAML, with the failure rules it was seeded with. */
  public static String yaml(TenantState state) {
    return YamlWriter.write(new SeedExport(state, state.fakeAuth0(), false).root());
  }

  /** The tenant in JSON, with the failure rules it was seeded with. */
  public static String json(TenantState state) {
    return Json.prettyText(new SeedExport(state, state.fakeAuth0(), false).root());
  }

  /**
   * The tenant in JSON as it runs: its snapshot.
   *
   * @param failures its failure rules, oldest first
   */
  public static String json(TenantState state, List<FailureRule> failures) {
    return Json.prettyText(new SeedExport(state, withFailures(state, failures), false).root());
  }

  /** The same in YAML. */
  public static String yaml(TenantState state, List<FailureRule> failures) {
    return YamlWriter.write(new SeedExport(state, withFailures(state, failures), false).root());
  }

  /**
   * The tenant in YAML, for the Deploy CLI: without our keys, and without the ids and secrets that
   * a real tenant gives itself. A tenant that declares no domain has {@code ##AUTH0_DOMAIN##} in
   * the audience of its Management API.
   */
  public static String deployCliYaml(TenantState state) {
    return YamlWriter.write(new SeedExport(state, state.fakeAuth0(), true).root());
  }

  /** The same in JSON. */
  public static String deployCliJson(TenantState state) {
    return Json.prettyText(new SeedExport(state, state.fakeAuth0(), true).root());
  }

  private Map<String, Object> root() {
    Map<String, Object> root = new LinkedHashMap<>();
    Document own = fakeAuth0();
    if (!deployCli && !own.asMap().isEmpty()) {
      root.put("fakeAuth0", own);
    }
    if (!state.settings().asMap().isEmpty()) {
      root.put("tenant", settings());
    }
    root.put("resourceServers", apis());
    root.put("clients", clients());
    root.put("clientGrants", clientGrants());
    root.put("organizations", organizations());
    for (String key : SeedCollections.KEYS) {
      List<Document> written = SeedCollections.written(state, key, deployCli);
      if (!written.isEmpty() && !(deployCli && key.equals("users"))) {
        root.put(key, written);
      }
    }
    for (PlainCollections.Plain plain : PlainCollections.ALL) {
      List<Document> written = PlainCollections.written(state, plain, deployCli);
      if (!written.isEmpty()) {
        root.put(plain.key(), written);
      }
    }
    List<Document> pages = SeedPages.written(state);
    if (!pages.isEmpty()) {
      root.put(SeedPages.KEY, pages);
    }
    root.putAll(SeedFeatures.written(state, deployCli));
    root.replaceAll(this::named);
    SeedSchema schema = SeedSchema.load();
    state
        .others()
        .forEach(
            (key, documents) ->
                root.put(
                    key,
                    schema.holdsArray(key) || documents.size() != 1
                        ? List.copyOf(documents)
                        : documents.get(0)));
    return root;
  }

  private Object named(String key, Object written) {
    if (!(written instanceof List<?> items)) {
      return written;
    }
    List<Object> named = new ArrayList<>(items.size());
    for (Object item : items) {
      named.add(
          item instanceof Document document
              ? SeedReferences.named(state, key, document, deployCli)
              : item);
    }
    return named;
  }

  private Document fakeAuth0() {
    ClockSetting clock = state.clock();
    if (clock.frozenAt().isPresent()) {
      return ownSection.with(
          "clock", Document.of("now", clock.frozenAt().get().toString(), "frozen", true));
    }
    return clock.offset().equals(Duration.ZERO)
        ? ownSection
        : ownSection.with("clock", Document.of("offset", clock.offset().toString()));
  }

  private static Document withFailures(TenantState state, List<FailureRule> failures) {
    // What is in a tenant's seed is for that tenant.
    List<String> rules = failures.stream().map(rule -> rule.inTenant().toString()).toList();
    return rules.isEmpty()
        ? state.fakeAuth0().without("failures")
        : state.fakeAuth0().with("failures", rules);
  }

  private Document settings() {
    Optional<String> audience = state.settings().string("default_audience");
    Document settings = SeedPages.rest(state.settings());
    return audience.isEmpty() ? settings : settings.with("default_audience", shown(audience.get()));
  }

  private List<Document> apis() {
    List<Document> apis = new ArrayList<>();
    for (ResourceServer api : state.resourceServers().all()) {
      if (deployCli) {
        if (!api.managementApi()) {
          apis.add(api.document().without("id"));
        }
      } else if (!api.document().equals(ManagementApiServer.shared().document())) {
        apis.add(api.document());
      }
    }
    return apis;
  }

  private List<Document> clients() {
    List<Document> clients = new ArrayList<>();
    for (Client client : state.clients().all()) {
      clients.add(
          deployCli
              ? client.document().without("client_id").without("client_secret").without("global")
              : client.document());
    }
    return clients;
  }

  private List<Document> clientGrants() {
    List<Document> grants = new ArrayList<>();
    for (ClientGrant grant : state.clientGrants().all()) {
      Document document = grant.document().with("audience", shown(grant.audience()));
      if (grant.clientId().isPresent()) {
        document = document.with("client_id", name(grant.clientId().get()));
      }
      grants.add(deployCli ? document.without("id") : document);
    }
    return grants;
  }

  private List<Document> organizations() {
    List<Document> organizations = new ArrayList<>();
    for (Organization organization : state.organizations().all()) {
      Document document = organization.document().without(Organization.CLIENT_GRANTS);
      List<Document> associations = associations(organization);
      if (!associations.isEmpty()) {
        document = document.with("client_grants", associations);
      }
      document = OrganizationParts.with(state, organization.id(), document, deployCli);
      organizations.add(deployCli ? document.without("id") : document);
    }
    return organizations;
  }

  private List<Document> associations(Organization organization) {
    List<Document> associations = new ArrayList<>();
    for (String id : organization.clientGrants()) {
      Optional<ClientGrant> grant = state.clientGrants().find(id);
      if (grant.isEmpty() || grant.get().clientId().isEmpty()) {
        continue;
      }
      Document association = Document.of("client_id", name(grant.get().clientId().get()));
      if (!deployCli) {
        association = association.with("audience", shown(grant.get().audience()));
      }
      if (!associations.contains(association)) {
        associations.add(association);
      }
    }
    return associations;
  }

  /** The client's name, as the Deploy CLI writes it; its id where the name would mean another. */
  private String name(String clientId) {
    @Nullable String name = state.clients().find(clientId).map(Client::name).orElse(null);
    return name != null && !name.isEmpty() && state.clients().allByKey(name).size() == 1
        ? name
        : clientId;
  }

  private String shown(String audience) {
    if (!deployCli || !audience.equals(ManagementApi.IDENTIFIER)) {
      return audience;
    }
    List<String> domains = state.fakeAuth0().strings("domains");
    return ManagementApi.shown(
        audience, "https://" + (domains.isEmpty() ? "##AUTH0_DOMAIN##" : domains.get(0)) + "/");
  }
}
