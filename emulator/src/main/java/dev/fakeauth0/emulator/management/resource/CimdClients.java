package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.ClientDefaults;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Applications that are described by a document at their id (Auth0 docs, "Client ID Metadata
 * Documents"). Nothing is fetched, as tests have no network to rely on: the document is taken to
 * say the least that one can, a public application named after its host.
 */
final class CimdClients {

  private CimdClients() {}

  /** What would be made of a document. */
  static Decision<Answer> preview(Work work) {
    String url = work.body().string("external_client_id", "");
    Optional<Document> known = known(url, work);
    Document answer = described(url);
    if (known.isPresent()) {
      answer = answer.with("client_id", known.get().string("client_id", ""));
    }
    return unreadable(url, Answer.of(200, answer.asMap()));
  }

  /** Makes the application, or brings it up to date: 201 or 200. */
  static Decision<Answer> register(Work work) {
    String url = work.body().string("external_client_id", "");
    Optional<Document> known = known(url, work);
    String id =
        known.isPresent() ? known.get().string("client_id", "") : work.ids().prefixed("tpc_", 22);
    Document described = described(url);
    Decision<Answer> decision =
        unreadable(
            url, Answer.of(known.isPresent() ? 200 : 201, described.with("client_id", id).asMap()));
    if (!decision.refused() && known.isEmpty()) {
      work.draft().put(TenantState.CLIENTS, id, client(id, described));
    }
    return decision;
  }

  private static Document client(String id, Document described) {
    Document fields = described.object("mapped_fields").orElse(Document.EMPTY);
    return ClientDefaults.complete(
            fields
                .with("is_first_party", false)
                .with("third_party_security_mode", "strict")
                .with("external_metadata_type", "cimd")
                .with("external_metadata_created_by", "admin"))
        .with("client_id", id);
  }

  private static Optional<Document> known(String url, Work work) {
    for (Document client : work.all(TenantState.CLIENTS)) {
      if (client.string("external_client_id", "").equals(url)) {
        return Optional.of(client);
      }
    }
    return Optional.empty();
  }

  private static Document described(String url) {
    String host = host(url);
    return Document.of(
        "mapped_fields",
        Document.of(
            "external_client_id",
            url,
            "name",
            host,
            "callbacks",
            List.of("https://" + host + "/callback"),
            "grant_types",
            List.of("authorization_code"),
            "app_type",
            "regular_web",
            "token_endpoint_auth_method",
            "none"),
        "validation",
        Document.of("valid", true, "violations", List.of(), "warnings", List.of()));
  }

  private static Decision<Answer> unreadable(String url, Answer answer) {
    return host(url).isEmpty()
        ? Decision.refuse(
            Refusals.badRequest(
                Words.of("The Client Metadata at " + url + " could not be retrieved."),
                "external_client_id is no https URL with a host",
                "send the https URL of the metadata document"))
        : Decision.grant(answer);
  }

  private static String host(String url) {
    try {
      String host = URI.create(url).getHost();
      return host == null ? "" : host;
    } catch (IllegalArgumentException e) {
      return ""; // Refused with the URL in the message.
    }
  }
}
