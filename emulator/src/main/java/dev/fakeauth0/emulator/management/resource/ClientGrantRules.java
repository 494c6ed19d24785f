package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Merge;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.ClientGrant;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What clients may have of APIs (Management API, "client-grants"). */
final class ClientGrantRules implements ResourceRules {

  @Override
  public String place() {
    return TenantState.CLIENT_GRANTS;
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    String audience = work.request().canonicalAudience().apply(sent.string("audience", ""));
    Document grant =
        allOrSome(
            Merge.metadata(Document.EMPTY, sent)
                .with("audience", audience)
                .withDefault("subject_type", "client"));
    if (!grant.flag("allow_all_scopes", false)) {
      grant = grant.withDefault("scope", List.of());
    }
    return refused(grant, sent, work);
  }

  private static Decision<Document> refused(Document grant, Document sent, Work work) {
    Optional<String> clientId = sent.string("client_id");
    Optional<Client> client = clientId.flatMap(id -> work.state().clients().find(id));
    if (clientId.isPresent() && client.isEmpty()) {
      return Decision.refuse(Work.missing(TenantState.CLIENTS, clientId.get()));
    }
    if (client.isPresent()
        && client.get().document().string("app_type", "").equals("express_configuration")) {
      return Decision.refuse(
          Refusals.badRequest(
              Words.of("Client of type express_configuration cannot be used", "validation_error"),
              "an express configuration client has the grant Auth0 gave it, and no other",
              "take another client"));
    }
    if (work.state().api(grant.string("audience", "")).isEmpty()) {
      return Decision.refuse(
          Refusals.notFound(
              Words.of("Resource server not found"),
              "API with the identifier " + sent.string("audience", "")));
    }
    String owner = clientId.orElse(sent.string("default_for", ""));
    for (ClientGrant other : work.state().clientGrants().allByKey(owner)) {
      if (other.audience().equals(grant.string("audience", ""))
          && other.subjectType().equals(grant.string("subject_type", ""))) {
        return Decision.refuse(
            Refusals.conflict(
                Words.of("A resource server with the same identifier already exists."),
                "grant of this client for this API, " + other.id()));
      }
    }
    return Decision.grant(grant);
  }

  /** Recorded: where all scopes are granted, none are named. */
  private static Document allOrSome(Document grant) {
    return grant.flag("allow_all_scopes", false) ? grant.without("scope") : grant;
  }

  @Override
  public Decision<Document> changing(Document before, Document sent, Work work) {
    if (before.flag("is_system", false)) {
      return Decision.refuse(systemGrant("System grants cannot be patched.", before));
    }
    Document after = Merge.metadata(before, sent);
    return Decision.grant(after.flag("allow_all_scopes", false) ? allOrSome(after) : after);
  }

  @Override
  public Optional<Diagnosis> removing(Document grant, Work work) {
    return grant.flag("is_system", false)
        ? Optional.of(systemGrant("System grants cannot be deleted.", grant))
        : Optional.empty();
  }

  private static Diagnosis systemGrant(String message, Document grant) {
    return Refusals.badRequest(
        Words.of(message, "operation_not_supported"),
        "the grant " + grant.string("id", "") + " is Auth0's own",
        "take one of your own");
  }

  @Override
  public void removed(Document grant, Work work) {
    remove(grant.string("id", ""), work);
  }

  /** Takes a grant away, and off the organizations it was associated with. */
  static void remove(String id, Work work) {
    for (Organization organization : List.copyOf(work.state().organizations().all())) {
      if (organization.clientGrants().contains(id)) {
        List<String> left = new ArrayList<>(organization.clientGrants());
        left.remove(id);
        work.draft()
            .put(
                TenantState.ORGANIZATIONS,
                organization.id(),
                organization.document().with(Organization.CLIENT_GRANTS, left));
      }
    }
    work.draft().remove(TenantState.CLIENT_GRANTS, id);
  }

  /** With audiences as this caller writes them, so that they can be asked for. */
  @Override
  public List<Document> all(Work work) {
    List<Document> all = new ArrayList<>();
    for (ClientGrant grant : work.state().clientGrants().all()) {
      all.add(shown(grant.document(), work));
    }
    return all;
  }

  @Override
  public boolean linked() {
    return true;
  }

  @Override
  public Document shown(Document grant, Work work) {
    return grant.with(
        "audience", ManagementApi.shown(grant.string("audience", ""), work.request().issuer()));
  }
}
