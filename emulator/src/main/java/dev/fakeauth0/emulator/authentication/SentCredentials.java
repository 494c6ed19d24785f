package dev.fakeauth0.emulator.authentication;

import dev.fakeauth0.emulator.decision.ClientAuthentication;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.PresentedCredentials;
import dev.fakeauth0.emulator.decision.ProvenAssertion;
import dev.fakeauth0.emulator.pipeline.Request;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Client.AuthenticationMethod;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.ClientAssertions;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Reads what a request says of who its client is, from its header and its body. */
public final class SentCredentials {

  private SentCredentials() {}

  /** The credentials; refuses for what {@link BasicCredentials} refuses. */
  public static Decision<PresentedCredentials> of(Request request, Parameters parameters) {
    return BasicCredentials.of(request.headers()).map(basic -> of(parameters, basic));
  }

  /**
   * Verifies a client assertion against a snapshot: a signature takes its time, so it happens
   * outside of the step that decides. None where no assertion is to be believed; why that is so,
   * {@link ClientAuthentication} says. May refuse for {@code INVALID_CLIENT_ASSERTION}.
   *
   * @param issuers the tenant's issuers, one of which the assertion must be addressed to
   */
  public static Decision<Optional<ProvenAssertion>> proof(
      PresentedCredentials credentials, Set<String> issuers, TenantState state, Instant now) {
    Optional<String> assertion = credentials.assertion();
    Optional<Client> client =
        assertion
            .filter(
                sent ->
                    credentials
                        .assertionType()
                        .equals(Optional.of(ClientAuthentication.JWT_BEARER)))
            .flatMap(sent -> credentials.clientId())
            .flatMap(state::clientNamed)
            .filter(known -> known.authenticationMethod() == AuthenticationMethod.PRIVATE_KEY_JWT);
    return client.isEmpty()
        ? Decision.grant(Optional.empty())
        : ClientAssertions.verify(assertion.get(), client.get(), issuers, now).map(Optional::of);
  }

  static PresentedCredentials of(Parameters parameters, Optional<BasicCredentials> basic) {
    Optional<String> assertion = parameters.get("client_assertion");
    return new PresentedCredentials(
        basic.map(BasicCredentials::id).filter(id -> !id.isEmpty()),
        basic.map(BasicCredentials::secret).filter(secret -> !secret.isEmpty()),
        basic.map(BasicCredentials::asSent),
        parameters.get("client_id"),
        parameters.get("client_secret"),
        assertion,
        parameters.get("client_assertion_type"),
        assertion.flatMap(ClientAssertions::claimedClientId),
        parameters.emptyBecause());
  }
}
