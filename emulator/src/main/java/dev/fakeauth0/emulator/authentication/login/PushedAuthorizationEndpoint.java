package dev.fakeauth0.emulator.authentication.login;

import static dev.fakeauth0.refusal.RefusalReason.PARAMETER_NOT_ALLOWED;
import static dev.fakeauth0.refusal.RefusalReason.PUBLIC_CLIENT;

import dev.fakeauth0.emulator.authentication.Parameters;
import dev.fakeauth0.emulator.authentication.SentCredentials;
import dev.fakeauth0.emulator.decision.ClientAuthentication;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.PresentedCredentials;
import dev.fakeauth0.emulator.decision.ProvenAssertion;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Door;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Neighbours;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.pipeline.Subject;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.RefusalReason;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Pushed authorization requests, {@code POST /oauth/par} (RFC 9126; Auth0 docs, "Authorization Code
 * Flow with Pushed Authorization Requests"): takes and checks the parameters of {@code /authorize}
 * from a confidential client, and keeps them for a short while. A form brings them, never JSON.
 */
public final class PushedAuthorizationEndpoint implements Endpoint {

  @Override
  public Route route() {
    return Route.post("/oauth/par", Door.TOKEN);
  }

  @Override
  public Reply answer(Call call) {
    return call.parse(Pushed::from)
        .read((pushed, state) -> pushed.checked(state, call.tenant().now(state)))
        .decide(PushedAuthorizationEndpoint::decide)
        .reply(
            uri ->
                new Outcome.Content(
                    201,
                    Document.of(
                            "request_uri", uri, "expires_in", PushedRequest.LIFETIME.toSeconds())
                        .asMap()));
  }

  private static Decision<String> decide(Pushed pushed, TenantDraft tenant, Instant now) {
    return ClientAuthentication.of(
            pushed.credentials(), pushed.proof(), pushed.neighbours()::tenantOfClient, tenant, now)
        .then(client -> confidential(client))
        .then(
            client -> {
              SentAuthorization sent = pushed.of(client);
              return AuthorizationCheck.pushed(sent, tenant.state(), now).map(checked -> sent);
            })
        .map(
            sent -> {
              String uri = PushedRequest.PREFIX + tenant.ids().opaque(43);
              tenant.keep(
                  uri,
                  new PushedRequest(sent.clientId().orElseThrow(), sent.parameters()),
                  now.plus(PushedRequest.LIFETIME),
                  now);
              return uri;
            });
  }

  private static Decision<Client> confidential(Client client) {
    return client.publicClient()
        ? Decision.refuse(
            PUBLIC_CLIENT
                .because(
                    "client %s is public (token_endpoint_auth_method none), and only confidential"
                        + " clients push requests",
                    client.id())
                .fact("client_id", client.id())
                .remedy("send the parameters to /authorize, with PKCE")
                .remedy("seed: token_endpoint_auth_method: client_secret_post of the client"))
        : Decision.grant(client);
  }

  /** A request that is pushed. */
  private record Pushed(
      PresentedCredentials credentials,
      Optional<ProvenAssertion> proof,
      SentAuthorization sent,
      Neighbours neighbours)
      implements Subject {

    static Decision<Pushed> from(Call call) {
      return Parameters.ofForm(call.request())
          .then(
              parameters ->
                  parameters.get("request_uri").isPresent()
                      ? Decision.<Pushed>refuse(
                          PARAMETER_NOT_ALLOWED
                              .because("a request_uri is not pushed (RFC 9126 section 2.1)")
                              .fact("parameter", "request_uri")
                              .remedy("push the parameters themselves"))
                      : SentCredentials.of(call.request(), parameters)
                          .map(
                              credentials ->
                                  new Pushed(
                                      credentials,
                                      Optional.empty(),
                                      SentAuthorization.of(parameters, call),
                                      call.neighbours())));
    }

    /** With its client assertion and its signed request verified: both take their time. */
    Decision<Pushed> checked(TenantState state, Instant now) {
      return SentCredentials.proof(credentials, sent.names().issuers(sent.issuer()), state, now)
          .then(
              proven ->
                  SignedRequest.verified(sent, state, now)
                      .map(whole -> new Pushed(credentials, proven, whole, neighbours)));
    }

    /** The request as its client's, whichever way it was named. */
    SentAuthorization of(Client client) {
      Map<String, String> parameters = new java.util.LinkedHashMap<>(sent.parameters());
      parameters.put("client_id", client.id());
      return sent.with(parameters);
    }

    @Override
    public Optional<String> clientId() {
      return credentials.clientId();
    }

    @Override
    public Optional<String> audience() {
      return sent.audience();
    }

    @Override
    public Map<String, Object> facts(RefusalReason reason) {
      return sent.facts(reason);
    }
  }
}
