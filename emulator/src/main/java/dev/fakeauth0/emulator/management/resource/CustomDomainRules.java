package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.Merge;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Custom domains (Management API, "custom-domains"). Nothing is looked up in the DNS: verifying one
 * finds it ready.
 */
final class CustomDomainRules implements ResourceRules {

  private static final String PLACE = "custom-domains";
  private static final String EDGE = ".edge.tenants.us.auth0.com";

  @Override
  public String place() {
    return PLACE;
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "GET /custom-domains/default",
        work -> Decision.grant(defaultDomain(work)),
        "PATCH /custom-domains/default",
        CustomDomainRules::setDefault,
        "POST /custom-domains/{id}/verify",
        CustomDomainRules::verify,
        "POST /custom-domains/{id}/test",
        work ->
            work.required(PLACE, work.id())
                .map(
                    domain ->
                        work.shaped(
                            work.operation().successStatus(),
                            Document.of(
                                "success",
                                domain.string("status", "").equals("ready"),
                                "message",
                                "Custom domain is "
                                    + domain.string("status", "").replace('_', ' ')))));
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    String name = sent.string("domain", "");
    for (Document other : work.all(PLACE)) {
      if (other.string("domain", "").equalsIgnoreCase(name)) {
        return Decision.refuse(
            Refusals.conflict(
                Words.of("The domain is already in use.", "custom_domain_conflict"),
                "custom domain " + name));
      }
    }
    boolean ownCertificates = sent.string("type", "").equals("self_managed_certs");
    String id = sent.string("custom_domain_id", "");
    Document domain =
        Merge.metadata(Document.EMPTY, sent)
            .with("primary", work.all(PLACE).isEmpty())
            .with("is_default", false)
            .with("status", "pending_verification")
            .with(
                "verification",
                Document.of(
                    "methods",
                    List.of(
                        ownCertificates
                            ? Document.of(
                                "name",
                                "TXT",
                                "record",
                                work.ids().uuid(),
                                "domain",
                                "_cf-custom-hostname." + name)
                            : Document.of(
                                "name", "CNAME", "record", edge(id, work), "domain", name))));
    domain =
        ownCertificates
            ? domain.withDefault("custom_client_ip_header", null)
            : domain.withDefault("tls_policy", "recommended");
    return Decision.grant(domain.with("created_at", work.timestamp()));
  }

  private static String edge(String id, Work work) {
    return (work.request().tenantName() + '-' + id.replace('_', '-')).toLowerCase(Locale.ROOT)
        + EDGE;
  }

  @Override
  public Decision<Document> changing(Document before, Document sent, Work work) {
    Document after = Merge.over(before, sent, work);
    Optional<Document> metadata = sent.object("domain_metadata");
    if (metadata.isPresent()) {
      after =
          after.with(
              "domain_metadata",
              Merge.metadata(
                  before.object("domain_metadata").orElse(Document.EMPTY), metadata.get()));
    }
    return Decision.grant(
        sent.has("relying_party_identifier") && sent.get("relying_party_identifier") == null
            ? after.without("relying_party_identifier")
            : after);
  }

  private static Decision<Answer> verify(Work work) {
    return work.required(PLACE, work.id())
        .map(
            domain -> {
              Document ready = domain.with("status", "ready");
              if (domain.string("type", "").equals("self_managed_certs")) {
                ready =
                    ready.withDefault(
                        "origin_domain_name", edge(domain.string("custom_domain_id", ""), work));
              }
              work.draft().put(PLACE, work.id(), ready);
              return work.answer(
                  ready.has("origin_domain_name")
                      ? ready.with("cname_api_key", FixedIds.letters(work.id()))
                      : ready);
            });
  }

  private static Answer defaultDomain(Work work) {
    for (Document domain : work.all(PLACE)) {
      if (domain.flag("is_default", false)) {
        return Answer.of(200, domain.asMap());
      }
    }
    return Answer.of(200, Map.of("domain", work.request().domain()));
  }

  private static Decision<Answer> setDefault(Work work) {
    String name = work.body().string("domain", "");
    boolean canonical = name.equals(work.request().domain());
    Optional<Document> chosen = Optional.empty();
    for (Document domain : work.all(PLACE)) {
      if (domain.string("domain", "").equals(name)) {
        chosen = Optional.of(domain);
      }
    }
    if (chosen.isEmpty() && !canonical) {
      return Decision.refuse(
          Refusals.badRequest(
              Words.of("The domain does not exist."),
              name + " is neither a custom domain nor the tenant's own",
              "name one of GET /api/v2/custom-domains"));
    }
    if (chosen.isPresent() && !chosen.get().string("status", "").equals("ready")) {
      return Decision.refuse(
          Refusals.badRequest(
              Words.of("The domain must be verified before it can be set as default."),
              "the custom domain " + name + " is not verified",
              "verify it first: POST /api/v2/custom-domains/{id}/verify"));
    }
    for (Document domain : work.all(PLACE)) {
      work.draft()
          .put(
              PLACE,
              domain.string("custom_domain_id", ""),
              domain.with("is_default", domain.string("domain", "").equals(name)));
    }
    return Decision.grant(defaultDomain(work));
  }
}
