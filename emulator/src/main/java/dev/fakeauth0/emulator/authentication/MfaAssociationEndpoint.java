package dev.fakeauth0.emulator.authentication;

import dev.fakeauth0.emulator.authentication.grant.MfaAssociation;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Door;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.pipeline.Subject;
import dev.fakeauth0.emulator.tenant.MfaApi;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /mfa/associate}: enrolls a second factor (Auth0 docs, "Add an Authenticator"). The
 * bearer token is the {@code mfa_token}, for a user's first one, or an access token for the MFA API
 * with the scope {@code enroll}, for any.
 */
public final class MfaAssociationEndpoint implements Endpoint {

  private record Request(MfaBearer bearer, Document body, String issuer) implements Subject {

    @Override
    public Optional<String> clientId() {
      return body.string("client_id").or(bearer::clientId);
    }

    @Override
    public List<LogFacts> logged(Decision<?> decided, Call call) {
      return bearer.logged(
          decided.refused() ? "gd_start_enroll_failed" : "gd_start_enroll",
          decided.fold(answer -> ((Document) answer).string("oob_code"), why -> Optional.empty()),
          call);
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
    return MfaBearer.from(call, MfaApi.ENROLL)
        .then(
            bearer ->
                Parameters.of(call.request(), List.of())
                    .map(parameters -> new Request(bearer, parameters.document(), call.issuer())));
  }
}
