package dev.fakeauth0.emulator.authentication.login;

import static dev.fakeauth0.refusal.RefusalReason.PUSHED_REQUEST_REQUIRED;
import static dev.fakeauth0.refusal.RefusalReason.REQUEST_OBJECT_INVALID;
import static dev.fakeauth0.refusal.RefusalReason.REQUEST_URI_INVALID;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import java.time.Instant;
import java.util.Optional;

/**
 * Where the parameters of an authorization request stand: in the request itself, pushed before (RFC
 * 9126 section 4; Auth0 docs, "Authorization Code Flow with Pushed Authorization Requests"), or in
 * a JWT that the client signed (RFC 9101 section 5; Auth0 docs, "Authorization Code Flow with
 * JWT-Secured Authorization Requests").
 */
final class RequestSource {

  private RequestSource() {}

  /** The request with its parameters. A pushed one is spent by this. */
  static Decision<SentAuthorization> of(SentAuthorization sent, TenantDraft tenant, Instant now) {
    Optional<Client> client = sent.clientId().flatMap(tenant.state()::clientNamed);
    Optional<String> uri = sent.get("request_uri");
    if (uri.isPresent()) {
      return pushed(sent, uri.get(), tenant, now);
    }
    if (client.isPresent()
        && (pushes(client.get().document()) || pushes(tenant.state().settings()))) {
      return Decision.refuse(
          PUSHED_REQUEST_REQUIRED
              .because(
                  "%s asks for pushed authorization requests, and this one was not pushed",
                  pushes(client.get().document()) ? "client " + client.get().id() : "the tenant")
              .fact("client_id", client.get().id())
              .remedy("POST the parameters to /oauth/par first, and send request_uri")
              .remedy("seed: require_pushed_authorization_requests: false"));
    }
    boolean signed =
        client
            .flatMap(known -> known.document().object("signed_request_object"))
            .filter(settings -> settings.flag("required", false))
            .isPresent();
    return signed && !sent.parameters().containsKey(SignedRequest.VERIFIED)
        ? Decision.refuse(
            REQUEST_OBJECT_INVALID
                .because("client %s has to sign its requests", client.orElseThrow().id())
                .fact("client_id", client.orElseThrow().id())
                .fact("problem", "request is missing")
                .remedy("send request, a JWT signed with the client's key (RFC 9101)"))
        : Decision.grant(sent);
  }

  private static boolean pushes(Document document) {
    return document.flag("require_pushed_authorization_requests", false);
  }

  private static Decision<SentAuthorization> pushed(
      SentAuthorization sent, String uri, TenantDraft tenant, Instant now) {
    Optional<PushedRequest> pushed = tenant.spend(PushedRequest.class, uri, now);
    if (pushed.isEmpty()) {
      return Decision.refuse(
          REQUEST_URI_INVALID
              .because("no request is kept under %s", Shown.text(uri))
              .fact("request_uri", Shown.text(uri))
              .remedy(
                  "push the request again: each is good once, and for %d seconds",
                  PushedRequest.LIFETIME.toSeconds())
              .remedy("request objects are read from /oauth/par only, never from other addresses"));
    }
    return sent.clientId().filter(id -> !id.equals(pushed.get().clientId())).isPresent()
        ? Decision.refuse(
            REQUEST_URI_INVALID
                .because("the request was pushed by another client")
                .fact("client_id", Shown.text(sent.clientId().orElse("")))
                .fact("pushed_by", pushed.get().clientId())
                .remedy("send the request_uri of the client's own"))
        : Decision.grant(sent.with(pushed.get().parameters()));
  }
}
