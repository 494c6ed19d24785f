package dev.fakeauth0.emulator.authentication;

import dev.fakeauth0.emulator.authentication.grant.MfaAssociation;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Door;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.pipeline.Subject;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /mfa/associate}: enrolls a user's first second factor (Auth0 docs, "Add an
 * Authenticator"). The {@code mfa_token} is the bearer token.
 */
public final class MfaAssociationEndpoint implements Endpoint {

  private record Request(MfaBearer bearer, Document body, String issuer) implements Subject {

    @Override
    public Optional<String> clientId() {
      return body.string("client_id");
    }
  }

  @Override
  public Route route() {
    return Route.post("/mfa/associate", Door.TOKEN);
  }

  @Override
  public Reply answer(Call call) {
    return call.parse(MfaAssociationEndpoint::read)
        .decide(
            (request, tenant, now) ->
                request
                    .bearer()
                    .waiting(tenant, now)
                    .then(
                        waiting ->
                            MfaAssociation.decide(
                                waiting,
                                new MfaAssociation.Wanted(
                                    request.body().strings("authenticator_types"),
                                    request.body().strings("oob_channels"),
                                    request.body().string("phone_number"),
                                    request.body().string("email")),
                                request.issuer(),
                                tenant,
                                now)))
        .reply(enrolled -> new Outcome.Content(200, enrolled));
  }

  private static Decision<Request> read(Call call) {
    return MfaBearer.from(call, "enroll")
        .then(
            bearer ->
                Parameters.of(call.request(), List.of())
                    .map(parameters -> new Request(bearer, parameters.document(), call.issuer())));
  }
}
