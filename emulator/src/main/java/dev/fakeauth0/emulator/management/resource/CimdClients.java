package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.ClientDefaults;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Applications that are described by a document at their id (Auth0 docs, "Client ID Metadata
 * Documents"). The document was fetched before, see {@link CimdDocument}.
 */
final class CimdClients {

  private CimdClients() {}

  /** What would be made of a document. */
  static Decision<Answer> preview(Work work) {
    Optional<Answer> known =
        known(work)
            .map(client -> answer(200, described(work).with("client_id", client.id()), work));
    return read(work).map(readable -> known.orElseGet(() -> answer(200, described(work), work)));
  }

  /** Makes the application, or brings it up to date: 201 or 200. */
  static Decision<Answer> register(Work work) {
    return read(work).then(readable -> applied(work));
  }

  private static Decision<Answer> applied(Work work) {
    Document body = work.body();
    if (!body.strings(CimdDocument.VIOLATIONS).isEmpty()) {
      return Decision.refuse(
          Refusals.badRequest(
                  Words.of(
                      "The Client Metadata document at " + url(work) + " cannot be applied.",
                      body.strings(CimdDocument.VIOLATIONS).stream()
                              .anyMatch(rule -> rule.startsWith("invalid_client_metadata"))
                          ? "invalid_client_metadata"
                          : ""),
                  "the document breaks rules for client metadata",
                  "correct the document; POST /api/v2/clients/cimd/preview judges it again")
              .fact("violations", body.strings(CimdDocument.VIOLATIONS)));
    }
    Optional<Client> known = known(work);
    String id = known.map(Client::id).orElseGet(() -> work.ids().prefixed("tpc_", 22));
    return ClientCredentials.resolved(client(id, known, work), work)
        .map(
            client -> {
              for (Document old :
                  ClientCredentials.of(known.map(Client::document).orElse(Document.EMPTY))) {
                work.draft().remove(ClientCredentials.collection(id), old.string("id", ""));
              }
              work.draft().put(TenantState.CLIENTS, id, client);
              ClientRules.keepCredentials(client, work);
              return answer(
                  known.isPresent() ? 200 : 201, described(work).with("client_id", id), work);
            });
  }

  private static Document client(String id, Optional<Client> known, Work work) {
    Document client = known.map(Client::document).orElse(Document.EMPTY);
    Document mapped = mapped(work);
    for (String member : mapped.asMap().keySet()) {
      client = client.with(member, mapped.get(member));
    }
    if (mapped.has("client_authentication_methods")) {
      client = client.without("token_endpoint_auth_method");
    } else {
      client = client.without("client_authentication_methods").without("jwks_uri");
    }
    return ClientDefaults.complete(
            client
                .with("is_first_party", false)
                .with("third_party_security_mode", "strict")
                .withDefault("redirection_policy", "open_redirect_protection")
                .with("external_metadata_type", "cimd")
                .with("external_metadata_created_by", "admin"))
        .with("client_id", id);
  }

  private static Decision<Document> read(Work work) {
    Optional<String> unreadable = work.body().string(CimdDocument.UNREADABLE);
    return unreadable.isEmpty()
        ? Decision.grant(work.body())
        : Decision.refuse(
            Refusals.badRequest(
                    Words.of("The Client Metadata at " + url(work) + " could not be retrieved."),
                    "the metadata document cannot be had: " + unreadable.get(),
                    "serve it as JSON of at most 5 KB, with status 200, over https; over http on"
                        + " loopback, which Auth0 itself refuses")
                .fact("external_client_id", url(work)));
  }

  private static Answer answer(int status, Document described, Work work) {
    return work.shaped(status, described);
  }

  private static Document described(Work work) {
    Document body = work.body();
    return Document.of(
        "mapped_fields",
        shown(work),
        "validation",
        Document.of(
            "valid",
            body.strings(CimdDocument.VIOLATIONS).isEmpty(),
            "violations",
            body.strings(CimdDocument.VIOLATIONS),
            "warnings",
            body.strings(CimdDocument.WARNINGS)));
  }

  private static Document mapped(Work work) {
    return work.body().object(CimdDocument.MAPPED).orElse(Document.EMPTY);
  }

  /** The members as answers show them: keys by what they are called. */
  private static Document shown(Work work) {
    Document mapped = mapped(work);
    Optional<Document> methods = mapped.object("client_authentication_methods");
    if (methods.isEmpty()) {
      return mapped;
    }
    List<Document> credentials = new ArrayList<>();
    for (Document key :
        methods.get().object("private_key_jwt").orElse(Document.EMPTY).objects("credentials")) {
      credentials.add(key.without("pem"));
    }
    return mapped.with(
        "client_authentication_methods",
        Document.of("private_key_jwt", Document.of("credentials", credentials)));
  }

  private static Optional<Client> known(Work work) {
    return work.state().clientNamed(url(work));
  }

  private static String url(Work work) {
    return work.body().string("external_client_id", "");
  }
}
