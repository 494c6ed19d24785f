package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.refusal.RefusalReason.DPOP_NONCE_REQUIRED;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_DPOP_PROOF;
import static dev.fakeauth0.refusal.RefusalReason.PROOF_OF_POSSESSION_REQUIRED;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.ProvenPossession;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.token.AccessTokenGrant;
import dev.fakeauth0.emulator.token.DpopNonces;
import dev.fakeauth0.emulator.token.DpopProofs;
import dev.fakeauth0.emulator.token.TokenGrant;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Access tokens that are good only in the hands of who has a key (RFC 9449; Auth0 docs, "Configure
 * Sender Constraining"). Whether a token is bound to the key of a proof follows from three things:
 * whether the client has to prove, whether it did, and what the API says of it. A token for {@code
 * /userinfo} alone is bound whenever there is a proof, one for an API only where the API allows or
 * requires it. Mutual TLS is not served.
 *
 * @param proof the proof that the request came with, if it did
 */
record SenderConstraint(Optional<ProvenPossession> proof) {

  private static final String ALLOWING =
      "Management API: PATCH /api/v2/resource-servers/{id} with proof_of_possession"
          + " {\"mechanism\":\"dpop\",\"required\":false}";

  /**
   * The proofs of a request as they were sent, and what became of the first.
   *
   * @param sent how many there are
   * @param verified the proof, or why it is no good
   */
  record Examined(int sent, Optional<Decision<ProvenPossession>> verified) {

    /** Verifies what the {@code DPoP} headers of a token request say. */
    static Examined of(List<String> headers, Set<String> issuers, Instant now) {
      Set<String> addresses = new LinkedHashSet<>();
      issuers.forEach(issuer -> addresses.add(issuer + "oauth/token"));
      return new Examined(
          headers.size(),
          headers.stream()
              .findFirst()
              .map(proof -> DpopProofs.verify(proof, "POST", addresses, Optional.empty(), now)));
    }
  }

  /**
   * What a client has proven before anything is granted. A proof is spent by this. May refuse for
   * {@code INVALID_DPOP_PROOF}, {@code DPOP_NONCE_REQUIRED} and {@code
   * PROOF_OF_POSSESSION_REQUIRED}.
   */
  static Decision<SenderConstraint> of(
      Client client, Examined examined, TenantDraft tenant, Instant now) {
    if (examined.verified().isEmpty()) {
      return required(client)
          ? Decision.refuse(
              PROOF_OF_POSSESSION_REQUIRED
                  .because("client %s has to prove its key and sent no DPoP header", client.id())
                  .fact("client_id", client.id())
                  .remedy("send a DPoP header with each token request (RFC 9449 section 5)")
                  .remedy(
                      "Management API: PATCH /api/v2/clients/%s with"
                          + " {\"require_proof_of_possession\":false}",
                      client.id()))
          : Decision.grant(new SenderConstraint(Optional.empty()));
    }
    if (examined.sent() > 1) {
      return Decision.refuse(
          INVALID_DPOP_PROOF
              .because("the request has %d DPoP headers", examined.sent())
              .fact("problem", "more than one proof was sent")
              .remedy("send one proof (RFC 9449 section 4.3)"));
    }
    return examined.verified().get().then(proof -> spent(client, proof, tenant, now));
  }

  private static Decision<SenderConstraint> spent(
      Client client, ProvenPossession proof, TenantDraft tenant, Instant now) {
    var sealing = tenant.state().keys().sealing();
    boolean fresh =
        proof.nonce().filter(nonce -> DpopNonces.recent(nonce, now, sealing)).isPresent();
    if (client.publicClient() && !fresh) {
      return Decision.refuse(
          DPOP_NONCE_REQUIRED
              .because(
                  proof.nonce().isPresent()
                      ? "the nonce in the DPoP proof of public client %s is not a recent one"
                      : "the DPoP proof of public client %s has no nonce",
                  client.id())
              .fact("client_id", client.id())
              .remedy(
                  "make a new proof with the DPoP-Nonce of this answer as its nonce, and send the"
                      + " request again: SDKs do so themselves"),
          Document.of("dpop_nonce", DpopNonces.at(now, sealing)));
    }
    if (!proof.spendIn(tenant, now)) {
      return Decision.refuse(
          INVALID_DPOP_PROOF
              .because("client %s used this DPoP proof before", client.id())
              .fact("problem", "jti has already been used")
              .remedy("make a new proof, with a jti of its own, for each request"));
    }
    return Decision.grant(new SenderConstraint(Optional.of(proof)));
  }

  /** A grant, with its access token bound where it is to be. */
  Decision<TokenGrant> applied(TokenGrant grant) {
    Optional<AccessTokenGrant> access = grant.accessToken();
    if (access.isEmpty()) {
      return Decision.grant(grant);
    }
    Client client = grant.client();
    Optional<ResourceServer> api = access.get().api();
    Optional<Document> policy =
        api.flatMap(known -> known.document().object("proof_of_possession"));
    boolean served = api.isEmpty() || policy.filter(SenderConstraint::byDpop).isPresent();
    boolean demanded = policy.filter(known -> demands(known, client)).isPresent();
    if (proof.isPresent() && served) {
      return Decision.grant(grant.boundTo(proof.get().keyThumbprint()));
    }
    return demanded || required(client)
        ? Decision.refuse(unbound(client, api, policy, served))
        : Decision.grant(grant);
  }

  private static Diagnosis unbound(
      Client client, Optional<ResourceServer> api, Optional<Document> policy, boolean served) {
    String identifier = api.map(ResourceServer::identifier).orElse("");
    String mechanism = policy.flatMap(known -> known.string("mechanism")).orElse("none");
    Diagnosis diagnosis =
        PROOF_OF_POSSESSION_REQUIRED
            .because(
                served
                    ? "the API %s has tokens for those alone who prove a key"
                    : "a token has to be bound to a key, and the API %s binds none by DPoP",
                identifier)
            .fact("client_id", client.id())
            .fact("audience", identifier)
            .fact("mechanism", mechanism);
    return served
        ? diagnosis
            .remedy("send a DPoP header with the token request (RFC 9449 section 5)")
            .remedy("or let the API take others, too: %s", ALLOWING)
        : diagnosis.remedy("let the API bind tokens by DPoP: %s", ALLOWING);
  }

  private static boolean required(Client client) {
    return client.document().flag("require_proof_of_possession", false);
  }

  private static boolean byDpop(Document policy) {
    return policy.string("mechanism", "").equals("dpop");
  }

  private static boolean demands(Document policy, Client client) {
    return policy.flag("required", false)
        && (client.publicClient()
            || !policy.string("required_for", "all_clients").equals("public_clients"));
  }
}
