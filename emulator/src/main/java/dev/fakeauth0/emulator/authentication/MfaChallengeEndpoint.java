package dev.fakeauth0.emulator.authentication;

import dev.fakeauth0.emulator.authentication.grant.MfaChallenges;
import dev.fakeauth0.emulator.authentication.grant.MfaTokens;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Door;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;

/** {@code POST /mfa/challenge}: asks a user for a second factor (Auth0 docs, "Challenge"). */
public final class MfaChallengeEndpoint implements Endpoint {

  @Override
  public Route route() {
    return Route.post("/mfa/challenge", Door.TOKEN);
  }

  @Override
  public Reply answer(Call call) {
    return call.parse(DirectRequest::from)
        .read((request, state) -> request.checked(state, call.tenant().now(state)))
        .decide(
            (request, tenant, now) ->
                request
                    .client(tenant, now)
                    .then(
                        client ->
                            MfaTokens.find(request.parameter("mfa_token"), client, tenant, now)
                                .then(
                                    waiting ->
                                        MfaChallenges.decide(
                                            waiting,
                                            client,
                                            request.parameter("challenge_type"),
                                            request.parameter("authenticator_id"),
                                            tenant,
                                            now))))
        .reply(challenge -> new Outcome.Content(200, challenge));
  }
}
