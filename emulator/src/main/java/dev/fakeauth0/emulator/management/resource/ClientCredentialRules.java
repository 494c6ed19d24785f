package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Merge;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Credentials of an application (Management API, "Get client credentials"). */
final class ClientCredentialRules implements ResourceRules {

  @Override
  public String place() {
    return "clients/{id}/credentials";
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    return ClientCredentials.made(sent, work);
  }

  @Override
  public Decision<Document> changing(Document before, Document sent, Work work) {
    Document after = Merge.metadata(before, sent);
    Optional<String> expiry = sent.string("expires_at");
    return Decision.grant(
        expiry.isPresent()
            ? after.with("expires_at", ClientCredentials.inUtc(expiry.get()))
            : after);
  }

  @Override
  public void changed(Document before, Document after, Work work) {
    work.stored(TenantState.CLIENTS, work.owner())
        .ifPresent(
            client ->
                work.draft()
                    .put(
                        TenantState.CLIENTS,
                        work.owner(),
                        ClientCredentials.replaced(client, after)));
  }

  /** Auth0 docs, "Configure Private Key JWT Authentication": it has to be taken off first. */
  @Override
  public Optional<Diagnosis> removing(Document credential, Work work) {
    String id = credential.string("id", "");
    Optional<Document> client = work.stored(TenantState.CLIENTS, work.owner());
    if (client.isEmpty()) {
      return Optional.empty();
    }
    for (Document used : ClientCredentials.of(client.get())) {
      if (used.string("id", "").equals(id)) {
        return Optional.of(
            Refusals.badRequest(
                Words.of("The credential is in use and cannot be deleted."),
                "the application still uses the credential " + id,
                "take it off the application first: PATCH /api/v2/clients/{id}"));
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<Document> find(String id, Work work) {
    Optional<Document> kept = work.stored(work.collection(), id);
    return kept.isPresent() ? kept : ClientCredentials.used(work, work.owner(), id);
  }

  /** Those made through the API, and those an application of a seed came with. */
  @Override
  public List<Document> all(Work work) {
    List<Document> all = new ArrayList<>(work.all(work.collection()));
    Document client = work.stored(TenantState.CLIENTS, work.owner()).orElse(Document.EMPTY);
    for (Document used : ClientCredentials.of(client)) {
      boolean known = false;
      for (Document credential : all) {
        known |= credential.string("id", "").equals(used.string("id", ""));
      }
      if (!known) {
        all.add(used);
      }
    }
    return all;
  }

  @Override
  public Document shown(Document credential, Work work) {
    return credential.without("pem");
  }
}
