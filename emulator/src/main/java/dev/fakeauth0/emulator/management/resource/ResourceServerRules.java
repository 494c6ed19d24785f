package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Merge;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.ApiDefaults;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.ClientGrant;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.TokenMinter;
import dev.fakeauth0.refusal.Diagnosis;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** APIs (Management API, "resource-servers"). A path names one by id or by identifier. */
final class ResourceServerRules implements ResourceRules {

  /** Told by the tenant itself; nobody else may have them. */
  private static final String USERINFO = "userinfo";

  @Override
  public String place() {
    return TenantState.RESOURCE_SERVERS;
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    String issuer = work.request().issuer();
    String identifier = sent.string("identifier", "");
    String kept = work.request().canonicalAudience().apply(identifier);
    if (identifier.equals(issuer + USERINFO) || kept.equals(ManagementApi.IDENTIFIER)) {
      return Decision.refuse(
          Refusals.badRequest(
              Words.of("The selected identifier is reserved."),
              "the identifier " + identifier + " is the tenant's own",
              "take another identifier"));
    }
    Document api =
        ApiDefaults.complete(
            SystemApis.of(withoutNulls(sent), issuer)
                .orElse(withoutNulls(sent))
                .with("identifier", kept));
    if (api.string("signing_alg", "").equals("HS256")) {
      api = api.withDefault("signing_secret", work.ids().clientSecret());
    }
    return sound(api);
  }

  @Override
  public Decision<Document> changing(Document before, Document sent, Work work) {
    if (before.flag("is_system", false) && !allowedOnSystemApis(sent)) {
      return Decision.refuse(
          system("System resource servers cannot be patched.", before, "change one of your own"));
    }
    Document after = Merge.metadata(before, sent);
    if (after.string("signing_alg", "").equals("HS256")) {
      after = after.withDefault("signing_secret", work.ids().clientSecret());
    }
    return sound(after);
  }

  /** Auth0 docs, "My Account API": how its tokens are to be used can be set. */
  private static boolean allowedOnSystemApis(Document sent) {
    for (String member : sent.asMap().keySet()) {
      if (!member.equals("authorization_policy")
          && !member.equals("subject_type_authorization")
          && !member.equals("proof_of_possession")
          && !member.equals("token_lifetime")
          && !member.equals("skip_consent_for_verifiable_first_party_clients")) {
        return false;
      }
    }
    return true;
  }

  /** Scopes that are gone are no longer granted to clients, nor permissions. */
  @Override
  public void changed(Document before, Document after, Work work) {
    Set<String> gone = new LinkedHashSet<>(ResourceServer.of(before).scopes());
    gone.removeAll(ResourceServer.of(after).scopes());
    if (gone.isEmpty()) {
      return;
    }
    String identifier = after.string("identifier", "");
    for (ClientGrant grant : List.copyOf(work.state().clientGrants().all())) {
      if (grant.audience().equals(identifier)) {
        List<String> left = new ArrayList<>(grant.scopes());
        if (left.removeAll(gone)) {
          work.draft()
              .put(TenantState.CLIENT_GRANTS, grant.id(), grant.document().with("scope", left));
        }
      }
    }
    for (String scope : gone) {
      withdraw(identifier, scope, work);
    }
  }

  private static void withdraw(String identifier, String scope, Work work) {
    String permission = Relations.permission(identifier, scope);
    work.draft().partRight(Relations.ROLES_PERMISSIONS, permission);
    work.draft().partRight(Relations.USERS_PERMISSIONS, permission);
  }

  @Override
  public Optional<Diagnosis> removing(Document api, Work work) {
    return api.string("identifier", "").equals(ManagementApi.IDENTIFIER)
        ? Optional.of(
            system("System resource servers cannot be deleted.", api, "delete one of your own"))
        : Optional.empty();
  }

  @Override
  public void removed(Document api, Work work) {
    String identifier = api.string("identifier", "");
    for (ClientGrant grant : List.copyOf(work.state().clientGrants().all())) {
      if (grant.audience().equals(identifier)) {
        ClientGrantRules.remove(grant.id(), work);
      }
    }
    for (String scope : ResourceServer.of(api).scopes()) {
      withdraw(identifier, scope, work);
    }
  }

  /** By id, else by identifier; some callers encode an identifier twice, which Auth0 takes. */
  @Override
  public Optional<Document> find(String id, Work work) {
    Optional<Document> found = work.stored(TenantState.RESOURCE_SERVERS, id);
    if (found.isEmpty()) {
      found = byIdentifier(id, work);
    }
    return found.isEmpty() && id.indexOf('%') >= 0 ? byIdentifier(decoded(id), work) : found;
  }

  private static Optional<Document> byIdentifier(String identifier, Work work) {
    return work.state()
        .api(work.request().canonicalAudience().apply(identifier))
        .map(ResourceServer::document);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // Not encoded at all.
    }
  }

  @Override
  public boolean listed(Document api, Work work) {
    List<String> wanted = work.query().all("identifiers");
    if (wanted.isEmpty()) {
      return true;
    }
    for (String one : wanted) {
      for (String identifier : one.split(",", -1)) {
        if (work.request()
            .canonicalAudience()
            .apply(identifier)
            .equals(api.string("identifier", ""))) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public boolean linked() {
    return true;
  }

  @Override
  public Document shown(Document api, Work work) {
    String identifier = api.string("identifier", "");
    Document shown =
        ApiDefaults.complete(described(api))
            .with("identifier", ManagementApi.shown(identifier, work.request().issuer()));
    Optional<Document> encryption = api.object("token_encryption");
    if (encryption.isPresent()) {
      Document key = encryption.get().object("encryption_key").orElse(Document.EMPTY);
      shown =
          shown.with(
              "token_encryption", encryption.get().with("encryption_key", key.without("pem")));
    }
    if (!work.operation().method().equals("GET")) {
      return shown;
    }
    for (Client client : work.state().clients().all()) {
      if (client.document().string("resource_server_identifier", "").equals(identifier)) {
        return shown.with("client_id", client.id());
      }
    }
    return shown;
  }

  /** Auth0's own API says of each scope what its name says: Read Client Grants. */
  private static Document described(Document api) {
    if (!api.string("identifier", "").equals(ManagementApi.IDENTIFIER)) {
      return api;
    }
    List<Document> scopes = new ArrayList<>();
    for (Document scope : api.objects("scopes")) {
      StringBuilder words = new StringBuilder();
      for (String word : scope.string("value", "").split("[:_]", -1)) {
        if (!word.isEmpty()) {
          words
              .append(words.length() == 0 ? "" : " ")
              .append(Character.toUpperCase(word.charAt(0)))
              .append(word.substring(1));
        }
      }
      scopes.add(scope.withDefault("description", words.toString()));
    }
    return api.with("scopes", scopes);
  }

  private static Decision<Document> sound(Document api) {
    Optional<String> problem = TokenMinter.problem(ResourceServer.of(api));
    return problem.isEmpty()
        ? Decision.grant(api)
        : Decision.refuse(
            Refusals.badRequest(
                Words.of("Invalid token_encryption: " + problem.get()),
                "the API could not have tokens: " + problem.get(),
                "correct its settings"));
  }

  private static Document withoutNulls(Document sent) {
    return Merge.metadata(Document.EMPTY, sent);
  }

  private static Diagnosis system(String message, Document api, String remedy) {
    return Refusals.badRequest(
        Words.of(message, "operation_not_supported"),
        "the API " + api.string("name", "") + " is Auth0's own",
        remedy);
  }
}
