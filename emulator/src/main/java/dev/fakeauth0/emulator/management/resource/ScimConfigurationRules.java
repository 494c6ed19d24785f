package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.Merge;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The SCIM configuration of an enterprise connection (Auth0 docs, "Configure Inbound SCIM"). */
final class ScimConfigurationRules implements ResourceRules {

  private static final List<String> SUPPORTED = List.of("oidc", "okta", "samlp", "waad");

  @Override
  public String place() {
    return "connections/{id}/scim-configuration";
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "GET /connections/{id}/scim-configuration/default-mapping",
        work ->
            work.required(ConnectionRules.PLACE, work.owner())
                .map(any -> work.shaped(200, Document.of("mapping", ConnectionDefaults.scim()))));
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    Document connection = work.stored(ConnectionRules.PLACE, work.owner()).orElseThrow();
    String strategy = connection.string("strategy", "");
    if (!SUPPORTED.contains(strategy)) {
      return Decision.refuse(
          Refusals.notFound(
              Words.of(
                  "This connection type does not support SCIM. Please see our documentation for"
                      + " the currently supported connection types:"
                      + " https://auth0.com/docs/authenticate/protocols/scim/configure-inbound-scim."),
              "SCIM for connections of strategy " + strategy));
    }
    return Decision.grant(
        Document.of(
            "tenant_name",
            work.request().tenantName(),
            "connection_id",
            work.owner(),
            "connection_name",
            connection.string("name", ""),
            "strategy",
            strategy,
            "mapping",
            sent.has("mapping") ? sent.get("mapping") : ConnectionDefaults.scim(),
            "updated_on",
            work.timestamp(),
            "created_at",
            work.timestamp(),
            "user_id_attribute",
            sent.string("user_id_attribute", "externalId")));
  }

  @Override
  public Decision<Document> changing(Document before, Document sent, Work work) {
    return Decision.grant(Merge.over(before, sent, work).with("updated_on", work.timestamp()));
  }

  @Override
  public Optional<Document> initial(Work work) {
    return Optional.empty();
  }
}
