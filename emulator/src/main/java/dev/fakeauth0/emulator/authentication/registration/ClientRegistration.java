package dev.fakeauth0.emulator.authentication.registration;

import static dev.fakeauth0.refusal.RefusalReason.INVALID_REDIRECT_URI;
import static dev.fakeauth0.refusal.RefusalReason.REGISTRATION_DISABLED;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Door;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.tenant.ClientDefaults;
import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Client registration endpoint, {@code POST /oidc/register} (RFC 7591 section 3; Auth0 docs,
 * "Dynamic Application Registration"). What it makes is a third-party application: permissive or
 * strict as the tenant's {@code dynamic_client_registration_security_mode} says, permissive where
 * it says nothing.
 */
public final class ClientRegistration implements Endpoint {

  private static final List<String> STRICT_GRANT_TYPES =
      List.of("authorization_code", "refresh_token");

  private static final List<String> GRANT_TYPES =
      List.of("authorization_code", "implicit", "refresh_token");

  @Override
  public Route route() {
    return Route.post("/oidc/register", Door.TOKEN);
  }

  @Override
  public Reply answer(Call call) {
    return call.parse(ClientMetadata::from)
        .decide(ClientRegistration::decide)
        .reply(client -> new Outcome.Content(201, client));
  }

  /**
   * Registers a client; what is granted is the answer. Refuses for {@link
   * dev.fakeauth0.refusal.RefusalReason#REGISTRATION_DISABLED} and, in strict mode, for {@code
   * INVALID_REDIRECT_URI}.
   */
  static Decision<Document> decide(ClientMetadata asked, TenantDraft tenant, Instant now) {
    Document settings = tenant.state().settings();
    boolean enabled =
        settings
            .object("flags")
            .orElse(Document.EMPTY)
            .flag("enable_dynamic_client_registration", false);
    if (!enabled) {
      return Decision.refuse(disabled());
    }
    boolean strict =
        settings.string("dynamic_client_registration_security_mode", "").equals("strict");
    List<String> uris = asked.redirectUris();
    for (int i = 0; strict && i < uris.size(); i++) {
      if (uris.get(i).indexOf('*') >= 0) {
        return Decision.refuse(wildcard(uris.get(i), i));
      }
    }
    IdSource ids = tenant.ids();
    boolean open = asked.authenticationMethod().equals("none");
    String id = strict ? ids.prefixed("tpc_", 22) : ids.clientId();
    Document client = ClientDefaults.complete(described(asked, strict)).with("client_id", id);
    Document answer = Document.of("client_name", asked.name(), "client_id", id);
    if (!open) {
      String secret = ids.clientSecret();
      client = client.with("client_secret", secret);
      answer = answer.with("client_secret", secret);
    }
    tenant.put(TenantState.CLIENTS, id, client);
    return Decision.grant(
        answer
            .with("redirect_uris", asked.redirectUris())
            .with("client_secret_expires_at", 0)
            .with("grant_types", client.strings("grant_types"))
            .with("token_endpoint_auth_method", asked.authenticationMethod()));
  }

  private static Document described(ClientMetadata asked, boolean strict) {
    Document client =
        Document.of(
            "name",
            asked.name(),
            "callbacks",
            asked.redirectUris(),
            "is_first_party",
            false,
            "oidc_conformant",
            true,
            "third_party_security_mode",
            strict ? "strict" : "permissive",
            "external_metadata_type",
            "dcr",
            "token_endpoint_auth_method",
            asked.authenticationMethod(),
            "grant_types",
            granted(asked.grantTypes(), strict));
    if (asked.logoUri().isPresent()) {
      client = client.with("logo_uri", asked.logoUri().get());
    }
    return strict ? client.with("redirection_policy", "open_redirect_protection") : client;
  }

  /** What it may use of what it asked for; what it may not is left out without a word. */
  private static List<String> granted(List<String> asked, boolean strict) {
    List<String> granted = new ArrayList<>();
    for (String grantType : asked) {
      if ((strict ? STRICT_GRANT_TYPES : GRANT_TYPES).contains(grantType)
          && !granted.contains(grantType)) {
        granted.add(grantType);
      }
    }
    return granted.isEmpty() ? List.of("authorization_code") : granted;
  }

  private static Diagnosis disabled() {
    return REGISTRATION_DISABLED
        .because("the tenant lets nobody register applications")
        .fact("flags.enable_dynamic_client_registration", false)
        .remedy("Dashboard: Settings > Advanced > OIDC Dynamic Application Registration")
        .remedy(
            "Management API: PATCH /api/v2/tenants/settings {\"flags\":"
                + " {\"enable_dynamic_client_registration\": true}}")
        .remedy("seed: tenant.flags.enable_dynamic_client_registration: true; or preset:mcp");
  }

  private static Diagnosis wildcard(String uri, int place) {
    return INVALID_REDIRECT_URI
        .because(
            "the redirect_uri \"%s\" has a wildcard, which a strict third-party application may"
                + " not have",
            Shown.text(uri))
        .fact("redirect_uri", uri)
        .fact("problem", "has a wildcard")
        .fact("place", "redirect_uris[" + place + "]")
        .remedy("register each URI as it will be sent");
  }
}
