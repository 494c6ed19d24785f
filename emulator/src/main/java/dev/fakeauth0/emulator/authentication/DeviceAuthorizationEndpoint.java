package dev.fakeauth0.emulator.authentication;

import dev.fakeauth0.emulator.authentication.grant.DeviceAuthorization;
import dev.fakeauth0.emulator.authentication.grant.DeviceRequest;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Door;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;

/**
 * Device authorization endpoint, {@code POST /oauth/device/code} (RFC 8628 section 3.1; Auth0 docs,
 * "Device Authorization Flow").
 */
public final class DeviceAuthorizationEndpoint implements Endpoint {

  /** Where it stands. */
  static final String PATH = "/oauth/device/code";

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
                    .then(client -> DeviceAuthorization.decide(client, request, tenant, now)))
        .reply(device -> new Outcome.Content(200, shown(device, call.issuer())));
  }

  private static Document shown(DeviceRequest device, String issuer) {
    String page = issuer + "activate";
    return Document.of(
        "device_code",
        device.deviceCode(),
        "user_code",
        device.userCode(),
        "verification_uri",
        page,
        "expires_in",
        DeviceRequest.LIFETIME.toSeconds(),
        "interval",
        DeviceRequest.INTERVAL.toSeconds(),
        "verification_uri_complete",
        page + "?user_code=" + device.userCode());
  }
}
