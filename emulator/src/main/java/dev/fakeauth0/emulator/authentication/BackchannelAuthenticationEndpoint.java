package dev.fakeauth0.emulator.authentication;

import dev.fakeauth0.emulator.authentication.grant.BackchannelAuthentication;
import dev.fakeauth0.emulator.authentication.grant.BackchannelRequest;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Door;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;

/**
 * Backchannel authentication endpoint, {@code POST /bc-authorize} (OpenID Connect CIBA Core section
 * 7; Auth0 docs, "User Initiated Backchannel Authentication").
 */
public final class BackchannelAuthenticationEndpoint implements Endpoint {

  /** Where it stands. */
  static final String PATH = "/bc-authorize";

  @Override
  public Route route() {
    return Route.post(PATH, Door.TOKEN);
  }

  @Override
  public Reply answer(Call call) {
    return call.parse(TokenRequest::from)
        .read((request, state) -> request.asserted(state, call.tenant().now(state)))
        .decide(
            (request, tenant, now) ->
                request
                    .authenticated(tenant, now)
                    .then(client -> BackchannelAuthentication.decide(client, request, tenant, now)))
        .reply(begun -> new Outcome.Content(200, shown(begun)));
  }

  private static Document shown(BackchannelRequest.Begun begun) {
    return Document.of(
        "auth_req_id",
        begun.id(),
        "expires_in",
        begun.lifetime().toSeconds(),
        "interval",
        begun.interval().toSeconds());
  }
}
