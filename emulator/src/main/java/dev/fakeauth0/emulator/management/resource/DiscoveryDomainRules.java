package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.IdSource;
import java.util.HexFormat;
import java.util.Map;

/**
 * Domains by which an organization is found from an address (Management API, "Create an
 * organization discovery domain"), each with the DNS record that would prove it.
 */
final class DiscoveryDomainRules implements ResourceRules {

  private static final String PLACE = "organizations/{id}/discovery-domains";

  @Override
  public String place() {
    return PLACE;
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "GET /organizations/{id}/discovery-domains/name/{discovery_domain}",
        work -> {
          for (Document domain : work.all("organizations/" + work.owner() + "/discovery-domains")) {
            if (domain.string("domain", "").equals(work.id())) {
              return Decision.grant(work.shaped(200, domain));
            }
          }
          return Decision.refuse(Work.missing(PLACE, work.id()));
        });
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    String domain = sent.string("domain", "");
    for (Document other : work.all(work.collection())) {
      if (other.string("domain", "").equals(domain)) {
        return Decision.refuse(
            Refusals.conflict(
                Words.of("An organization domain with this name already exists."),
                "discovery domain " + domain));
      }
    }
    byte[] proof = work.ids().bytes(IdSource.Kind.RESOURCE, 16);
    return Decision.grant(
        sent.withDefault("status", "pending")
            .with("verification_host", "_ss-verification." + work.owner() + '.' + domain)
            .with("verification_txt", HexFormat.of().formatHex(proof))
            .withDefault("use_for_organization_discovery", true));
  }
}
