package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tenant access control lists (go-auth0 and terraform-provider-auth0 recordings). */
final class NetworkAclRules implements ResourceRules {

  private static final List<String> CURATED =
      List.of("auth0.low_reputation", "auth0.icloud_relay_proxy");

  private static final class Form {
    static final Pattern OF_ID = Pattern.compile("acl_[A-Za-z0-9]{22}");
  }

  @Override
  public String place() {
    return "network-acls";
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "GET /network-acls/{id}",
        this::read,
        "PATCH /network-acls/{id}",
        work -> ofForm(work).then(Work::usual),
        "PUT /network-acls/{id}",
        work -> ofForm(work).then(Work::usual),
        "DELETE /network-acls/{id}",
        NetworkAclRules::delete);
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    return sound(
        sent.withDefault("created_at", work.timestamp()).with("updated_at", work.timestamp()));
  }

  @Override
  public Decision<Document> changing(Document before, Document sent, Work work) {
    return ResourceRules.super
        .changing(before, sent, work)
        .map(acl -> acl.with("updated_at", work.timestamp()))
        .then(NetworkAclRules::sound);
  }

  /** Only a list that is read by its id shows whose it is. */
  private Decision<Answer> read(Work work) {
    return ofForm(work)
        .then(asked -> asked.required(place(), asked.id()))
        .map(
            acl ->
                Answer.of(
                    200,
                    acl.with("tenant_id", work.request().tenantName())
                        .with("deleted_at", null)
                        .asMap()));
  }

  private static Decision<Answer> delete(Work work) {
    return ofForm(work)
        .then(asked -> asked.required("network-acls", asked.id()))
        .map(
            acl -> {
              work.draft().remove("network-acls", work.id());
              // Recorded: 200, and the 204 in the body.
              return Answer.of(200, Document.of("code", 204, "object", "").asMap());
            });
  }

  private static Decision<Work> ofForm(Work work) {
    return Form.OF_ID.matcher(work.id()).matches()
        ? Decision.grant(work)
        : Decision.refuse(
            Refusals.badPath(
                Words.of(
                    "Network ACL id is not a valid ACL ID in the form"
                        + " 'acl_XXXXXXXXXXXXXXXXXXXXXX'"),
                "the id is not acl_ and 22 letters and digits",
                "take the id from an answer of the Management API"));
  }

  private static Decision<Document> sound(Document acl) {
    Document rule = acl.object("rule").orElse(Document.EMPTY);
    Document action = rule.object("action").orElse(Document.EMPTY);
    if (action.flag("redirect", false) && action.string("redirect_uri").isEmpty()) {
      return Decision.refuse(
          refused(
              "Payload validation error: Action type of `redirect` requires a `redirect_uri`",
              "the rule redirects and does not say where to",
              "send rule.action.redirect_uri"));
    }
    List<String> unknown = new ArrayList<>();
    for (String side : List.of("match", "not_match")) {
      Optional<Document> signals = rule.object(side);
      if (signals.isPresent()) {
        unknown.addAll(signals.get().strings("auth0_managed"));
      }
    }
    unknown.removeAll(CURATED);
    if (!unknown.isEmpty()) {
      return Decision.refuse(
          refused(
              "Invalid curated list name(s): "
                  + String.join(", ", unknown)
                  + ". Allowed curated list names are: "
                  + String.join(", ", CURATED),
              "the rule matches a list that Auth0 does not keep",
              "use one of " + String.join(", ", CURATED)));
    }
    return Decision.grant(ordered(acl, rule));
  }

  /** Recorded: the members of a rule come in an order of their own. */
  private static Document ordered(Document acl, Document rule) {
    Document ordered = Document.EMPTY;
    for (String name : List.of("match", "scope", "action", "not_match")) {
      ordered = rule.has(name) ? ordered.with(name, rule.get(name)) : ordered;
    }
    return acl.with("rule", ordered);
  }

  private static Diagnosis refused(String message, String because, String remedy) {
    return Refusals.badRequest(Words.of(message), because, remedy);
  }
}
