package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.Grade.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.util.Map;

/**
 * Access tokens that are bound to a key of the client's (RFC 9449; Auth0 docs, "Demonstrating
 * Proof-of-Possession (DPoP)"). On plans that have it.
 */
@SuppressWarnings("MemberName") // Sentences.
final class DpopContract {

  private static final String NONCE = "DPoP-Nonce";

  private final Tenant tenant;
  private final ProofKey key = ProofKey.generate();

  DpopContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @NotYetVerified(D)
  void binds_a_token_to_the_key_that_was_proven() {
    Api api = api(true);

    Reply reply = asked(grantedFor(api).tokenRequest(api.identifier()), proof(Map.of()));

    assertThat(reply).hasStatus(200).hasMember("token_type", "DPoP");
    assertThat(tenant.granted(reply).claims())
        .containsEntry("cnf", Map.of("jkt", key.thumbprint()));
  }

  @NotYetVerified(D)
  void gives_a_bearer_token_to_who_proves_no_key_where_nobody_has_to() {
    Api api = api(false);

    Reply reply = tenant.token(grantedFor(api).tokenRequest(api.identifier()));

    assertThat(reply).hasStatus(200).hasMember("token_type", "Bearer");
    assertThat(tenant.granted(reply).claims()).doesNotContainKey("cnf");
  }

  @NotYetVerified(D)
  void refuses_who_proves_no_key_where_everybody_has_to() {
    Api api = api(true);

    Reply reply = tenant.token(grantedFor(api).tokenRequest(api.identifier()));

    assertThat(reply.status()).isBetween(400, 403);
    assertThat(Json.object(reply)).containsKey("error").doesNotContainKey("access_token");
  }

  @NotYetVerified(D)
  void asks_a_public_client_for_a_nonce() {
    Reply reply = asked(publicRequest(api(true)), proof(Map.of()));

    assertThat(reply)
        .isOAuthError(400, "use_dpop_nonce", "Authorization server requires nonce in DPoP proof");
    assertThat(reply.header(NONCE)).hasValueSatisfying(nonce -> assertThat(nonce).isNotEmpty());
  }

  @NotYetVerified(D)
  void binds_the_token_of_a_public_client_that_repeats_the_nonce() {
    Map<String, Object> request = publicRequest(api(true));
    String nonce = asked(request, proof(Map.of())).header(NONCE).orElse("");

    Reply reply = asked(request, proof(Map.of("nonce", nonce)));

    assertThat(reply).hasStatus(200).hasMember("token_type", "DPoP");
    assertThat(tenant.granted(reply).claims())
        .containsEntry("cnf", Map.of("jkt", key.thumbprint()));
  }

  @NotYetVerified(OPEN)
  void refuses_a_proof_for_another_address() {
    Api api = api(true);
    String elsewhere = key.proof(tenant.issuer() + "userinfo", tenant.now(), Map.of());

    Reply reply = asked(grantedFor(api).tokenRequest(api.identifier()), elsewhere);

    assertThat(reply).isOAuthError(400, "invalid_dpop_proof");
  }

  @NotYetVerified(OPEN)
  void takes_a_proof_once() {
    Api api = api(true);
    Map<String, Object> request = grantedFor(api).tokenRequest(api.identifier());
    String proof = proof(Map.of());

    Reply first = asked(request, proof);
    Reply second = asked(request, proof);

    assertThat(first).hasStatus(200);
    assertThat(second).isOAuthError(400, "invalid_dpop_proof");
  }

  /** An API whose tokens may be bound, or have to be. */
  private Api api(boolean required) {
    return tenant
        .fixtures()
        .apiWhereTaken(
            Map.of("proof_of_possession", Json.of("mechanism", "dpop", "required", required)));
  }

  private Application grantedFor(Api api) {
    Application machine = tenant.fixtures().machine(Map.of());
    tenant.fixtures().grant(machine, api, api.granted());
    return machine;
  }

  /** What a public client sends to log somebody in for an API. */
  private Map<String, Object> publicRequest(Api api) {
    Person person = tenant.fixtures().user();
    Application client = tenant.fixtures().spa(Map.of());
    tenant.fixtures().letUsersInto(client);
    return Json.with(client.passwordRequest(person), Json.of("audience", api.identifier()));
  }

  private String proof(Map<String, ?> more) {
    return key.proof(tenant.issuer() + "oauth/token", tenant.now(), more);
  }

  private Reply asked(Map<String, ?> request, String proof) {
    return tenant.post("/oauth/token").json(request).header("DPoP", proof).send();
  }
}
