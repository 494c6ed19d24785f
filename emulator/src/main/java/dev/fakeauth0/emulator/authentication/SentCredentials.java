package dev.fakeauth0.emulator.authentication;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.PresentedCredentials;
import dev.fakeauth0.emulator.pipeline.Request;
import dev.fakeauth0.emulator.token.ClientAssertions;
import java.util.Optional;

/** Reads what a request says of who its client is, from its header and its body. */
public final class SentCredentials {

  private SentCredentials() {}

  /** The credentials; refuses for what {@link BasicCredentials} refuses. */
  public static Decision<PresentedCredentials> of(Request request, Parameters parameters) {
    return BasicCredentials.of(request.headers()).map(basic -> of(parameters, basic));
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
