package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.ManagementRequest;
import dev.fakeauth0.emulator.management.Merge;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.ClientDefaults;
import dev.fakeauth0.emulator.tenant.ClientGrant;
import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.SigningKey;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.CertificateForms;
import dev.fakeauth0.refusal.Diagnosis;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Applications (Management API, "clients"). */
final class ClientRules implements ResourceRules {

  private static final String METHODS = "client_authentication_methods";

  /** Members that need a scope for keys. */
  private static final List<String> KEYS =
      List.of("client_secret", "encryption_key", "signing_keys");

  /** Members that a change completes instead of replacing them. */
  private static final List<String> MERGED =
      List.of(
          "jwt_configuration",
          "signed_request_object",
          "session_transfer",
          "client_metadata",
          "refresh_token");

  private static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";

  /** What an express configuration client may do of itself, as recorded. */
  private static final List<String> EXPRESS_SCOPES =
      List.of(
          "read:clients",
          "read:user_attribute_profiles",
          "read:connection_profiles",
          "read:organizations_summary",
          "read:connections",
          "create:connections",
          "update:connections",
          "read:connections_options",
          "update:connections_options",
          "read:organization_connections",
          "create:organization_connections",
          "update:organization_connections",
          "create:scim_config",
          "read:scim_token",
          "create:scim_token",
          "delete:scim_token");

  /** The forms of the certificate that was shown last: a list shows one many times. */
  private volatile @Nullable Forms forms;

  private record Forms(SigningKey key, String pem, String pkcs7) {

    static Forms of(SigningKey key) {
      return new Forms(
          key, CertificateForms.pem(key.certificate()), CertificateForms.pkcs7(key.certificate()));
    }
  }

  @Override
  public String place() {
    return TenantState.CLIENTS;
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "POST /clients/{id}/rotate-secret",
        ClientRules::rotateSecret,
        "POST /clients/cimd/preview",
        CimdClients::preview,
        "POST /clients/cimd/register",
        CimdClients::register);
  }

  /** The document an application is described by, fetched before the step that rules run in. */
  @Override
  public ManagementRequest prepared(ManagementRequest request, IdSource ids) {
    return request.operation().path().contains("/clients/cimd/")
        ? request.withBody(CimdDocument.fetched(request.object()).asMap())
        : request;
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    Document client = ClientDefaults.complete(withoutNulls(sent));
    if (client.string("third_party_security_mode", "").equals("strict")
        && !client.flag("is_first_party", true)) {
      client =
          client
              .with("client_id", work.ids().prefixed("tpc_", 22))
              .withDefault("redirection_policy", "open_redirect_protection");
    }
    Optional<Diagnosis> wrong = wrong(client);
    if (wrong.isPresent()) {
      return Decision.refuse(wrong.get());
    }
    return ClientCredentials.resolved(client, work)
        .map(
            whole ->
                whole.object(METHODS).isPresent()
                    ? whole
                    : whole.withDefault("client_secret", work.ids().clientSecret()));
  }

  @Override
  public void created(Document client, Work work) {
    keepCredentials(client, work);
    if (client.string("app_type", "").equals("express_configuration")) {
      String id = work.ids().prefixed("cgr_");
      work.draft()
          .put(
              TenantState.CLIENT_GRANTS,
              id,
              Document.of(
                  "id",
                  id,
                  "client_id",
                  client.string("client_id", ""),
                  "audience",
                  ManagementApi.IDENTIFIER,
                  "scope",
                  EXPRESS_SCOPES,
                  "is_system",
                  true,
                  "subject_type",
                  "client"));
    }
  }

  /** Members that a token without a scope of its own neither sees nor sets. */
  private static Optional<Diagnosis> beyond(Document sent, Work work) {
    List<String> members = new ArrayList<>();
    for (String member : KEYS) {
      if (sent.has(member) && !work.request().bearer().has("update:client_keys")) {
        members.add(member);
      }
    }
    if (members.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Refusals.forbidden(
                Words.of(
                    "Some fields cannot be updated with the permissions granted by the bearer"
                        + " token scopes. These fields are: "
                        + String.join(",", members)
                        + ".",
                    "insufficient_scope"),
                "keys of applications need a scope of their own",
                "grant update:client_keys to the client, and ask for a new token")
            .fact("scope", work.request().bearer().scopes())
            .fact("members", members));
  }

  @Override
  public Decision<Document> changing(Document before, Document sent, Work work) {
    Optional<Diagnosis> beyond = beyond(sent, work);
    if (beyond.isPresent()) {
      return Decision.refuse(beyond.get());
    }
    Document after = Merge.metadata(before, sent);
    for (String member : MERGED) {
      Optional<Document> change = sent.object(member);
      if (change.isPresent()) {
        Document own = before.object(member).orElse(Document.EMPTY);
        after = after.with(member, Merge.metadata(own, change.get()));
      }
    }
    if (after.string("initiate_login_uri", "-").isEmpty()) {
      after = after.without("initiate_login_uri");
    }
    after = ClientDefaults.settled(after);
    Optional<Diagnosis> wrong = wrong(after);
    if (wrong.isPresent()) {
      return Decision.refuse(wrong.get());
    }
    return ClientCredentials.resolved(after, work)
        .map(
            whole ->
                whole.object(METHODS).isPresent()
                    ? whole
                    : whole.withDefault("client_secret", work.ids().clientSecret()));
  }

  @Override
  public void changed(Document before, Document after, Work work) {
    if (after.flag("global", false)) {
      work.draft().remove(TenantState.CLIENTS, after.string("client_id", ""));
      GlobalClient.change(after, work);
    } else {
      keepCredentials(before, work);
      keepCredentials(after, work);
    }
  }

  @Override
  public Optional<Diagnosis> removing(Document client, Work work) {
    return client.flag("global", false)
        ? Optional.of(
            Refusals.badRequest(
                Words.of("Global client cannot be deleted."),
                "it is the global client, which every tenant has",
                "leave it"))
        : Optional.empty();
  }

  /** Its grants go with it, and with them what they were associated with. */
  @Override
  public void removed(Document client, Work work) {
    String id = client.string("client_id", "");
    for (ClientGrant grant : work.state().clientGrants().allByKey(id)) {
      ClientGrantRules.remove(grant.id(), work);
    }
    ClientConnections.forget(id, work);
    for (String collection : List.of("grants", "device-credentials")) {
      for (Document kept : work.all(collection)) {
        if (kept.string("clientID", kept.string("client_id", "")).equals(id)) {
          work.draft().remove(collection, kept.string("id", ""));
        }
      }
    }
  }

  @Override
  public Optional<Document> find(String id, Work work) {
    return GlobalClient.is(id, work)
        ? Optional.of(GlobalClient.of(work))
        : work.stored(TenantState.CLIENTS, id);
  }

  @Override
  public List<Document> all(Work work) {
    return work.query().flag("is_global", false)
        ? List.of(GlobalClient.of(work))
        : work.all(TenantState.CLIENTS);
  }

  /** {@code q} knows two questions only (Management API, "Get clients"). */
  @Override
  public boolean listed(Document client, Work work) {
    Optional<String> q = work.query().text("q");
    if (q.isEmpty() || q.get().isBlank()) {
      return true;
    }
    String asked = q.get().strip();
    for (ClientGrant grant : work.state().clientGrants().allByKey(client.string("client_id", ""))) {
      if (asked.startsWith("client_grant.organization_id:")) {
        String org = asked.substring(asked.indexOf(':') + 1).replace("\"", "");
        if (work.state()
            .organizations()
            .find(org)
            .filter(found -> found.clientGrants().contains(grant.id()))
            .isPresent()) {
          return true;
        }
      } else if (asked.startsWith("client_grant.allow_any_organization:")
          && grant.allowAnyOrganization() == asked.endsWith("true")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public List<String> alwaysShown() {
    return List.of("tenant");
  }

  @Override
  public boolean linked() {
    return true;
  }

  @Override
  public Document shown(Document client, Work work) {
    String method = work.operation().method();
    boolean made = method.equals("POST") && work.request().pathValues().isEmpty();
    boolean global = client.flag("global", false);
    Document shown = Document.of(Map.of("tenant", work.request().tenantName()));
    for (Map.Entry<String, ?> member : ClientCredentials.shown(client, made).asMap().entrySet()) {
      shown = shown.with(member.getKey(), member.getValue());
    }
    if (!global) {
      // Recorded in 2026 beside the member that has replaced it.
      shown =
          shown
              .with("cross_origin_auth", client.flag("cross_origin_authentication", false))
              .with("callback_url_template", false);
    }
    Optional<Document> logout = client.object("oidc_logout");
    if (logout.isPresent() && logout.get().has("backchannel_logout_urls")) {
      shown =
          shown.with(
              "oidc_backchannel_logout",
              Document.of("backchannel_logout_urls", logout.get().get("backchannel_logout_urls")));
    }
    if (made) {
      shown = shown.with("encrypted", true);
    }
    boolean keys =
        // Who makes a client, or a secret for one, is told it.
        method.equals("POST")
            || work.request().bearer().has("read:client_keys")
            || work.request().bearer().has("update:client_keys");
    if (!keys) {
      return shown.without("client_secret").without("encryption_key");
    }
    if (client.object(METHODS).isPresent()) {
      shown = shown.without("client_secret");
    }
    return shown.with("signing_keys", List.of(signingKey(work, method, made)));
  }

  private Document signingKey(Work work, String method, boolean made) {
    SigningKey key = work.state().keys().current();
    Forms known = forms;
    if (known == null || known.key() != key) {
      known = Forms.of(key);
      forms = known;
    }
    Document shown = Document.of("cert", known.pem());
    if (made) {
      shown = shown.with("key", privateKey(key));
    }
    return shown
        .with("pkcs7", known.pkcs7())
        .with("subject", method.equals("GET") ? "deprecated" : "/CN=" + work.request().domain());
  }

  private static String privateKey(SigningKey key) {
    Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN PRIVATE KEY-----\n"
        + lines.encodeToString(key.privateKey().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  static void keepCredentials(Document client, Work work) {
    String collection = ClientCredentials.collection(client.string("client_id", ""));
    for (Document credential : ClientCredentials.of(client)) {
      work.draft().put(collection, credential.string("id", ""), credential);
    }
  }

  private static Document withoutNulls(Document sent) {
    Document kept = sent;
    for (Map.Entry<String, ?> member : sent.asMap().entrySet()) {
      if (member.getValue() == null) {
        kept = kept.without(member.getKey());
      }
    }
    return kept;
  }

  /** Why settings cannot stand beside one another. */
  private static Optional<Diagnosis> wrong(Document client) {
    String method = client.string("token_endpoint_auth_method", "");
    if (!method.isEmpty() && client.object(METHODS).isPresent()) {
      return Optional.of(
          Refusals.badRequest(
              Words.of(
                  "Only one of client_authentication_methods and token_endpoint_auth_method can be"
                      + " set."),
              "an application authenticates by a method of either kind, not both",
              "set the one you do not want to null"));
    }
    if (client.strings("grant_types").contains(DEVICE_CODE) && !method.equals("none")) {
      return Optional.of(
          Refusals.badRequest(
              Words.of(
                  "Application must have Token Endpoint Authentication Method set to \"none\" when"
                      + " "
                      + DEVICE_CODE
                      + " is enabled"),
              "the device flow is for applications that cannot keep a secret",
              "set token_endpoint_auth_method to none"));
    }
    return Optional.empty();
  }

  private static Decision<Answer> rotateSecret(Work work) {
    return work.required(TenantState.CLIENTS, work.id())
        .map(
            client -> {
              Document rotated = client.with("client_secret", work.ids().clientSecret());
              work.draft().put(TenantState.CLIENTS, work.id(), rotated);
              return work.answer(rotated);
            });
  }
}
