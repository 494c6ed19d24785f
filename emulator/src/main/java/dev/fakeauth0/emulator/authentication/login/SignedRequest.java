package dev.fakeauth0.emulator.authentication.login;

import static dev.fakeauth0.refusal.RefusalReason.REQUEST_OBJECT_INVALID;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.RequestObjects;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The {@code request} parameter: a JWT with the parameters, signed by the client (RFC 9101). */
final class SignedRequest {

  /** Stands among the parameters of a request that was signed; nobody can send it. */
  static final String VERIFIED = " signed";

  private SignedRequest() {}

  /**
   * The request with the parameters of its JWT alone (RFC 9101 section 6.3): what stands beside it
   * counts for nothing. Refuses for {@link
   * dev.fakeauth0.refusal.RefusalReason#REQUEST_OBJECT_INVALID}.
   */
  static Decision<SentAuthorization> verified(
      SentAuthorization sent, TenantState state, Instant now) {
    Optional<String> jwt = sent.get("request");
    Optional<Client> client = sent.clientId().flatMap(state::clientNamed);
    if (jwt.isEmpty() || client.isEmpty()) {
      return Decision.grant(sent);
    }
    Optional<Document> settings = client.get().document().object("signed_request_object");
    if (settings.isEmpty()) {
      return Decision.refuse(
          REQUEST_OBJECT_INVALID
              .because("client %s is not set up for signed requests", client.get().id())
              .fact("client_id", client.get().id())
              .fact("problem", "request is not supported for this client")
              .remedy("seed: signed_request_object.credentials of the client, with its public key")
              .remedy("or leave request out"));
    }
    return RequestObjects.verify(
            jwt.get(), client.get().id(), settings.get(), sent.names().issuers(sent.issuer()), now)
        .map(
            claims -> {
              Map<String, String> parameters = new LinkedHashMap<>();
              claims.forEach(
                  (name, value) -> {
                    if (SentAuthorization.KNOWN.contains(name) || name.startsWith("ext-")) {
                      parameters.put(name, value);
                    }
                  });
              parameters.put("client_id", client.get().id());
              parameters.put(VERIFIED, "");
              return sent.with(parameters);
            });
  }
}
