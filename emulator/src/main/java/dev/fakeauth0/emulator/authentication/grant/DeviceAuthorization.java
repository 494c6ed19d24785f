package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.refusal.RefusalReason.GRANT_TYPE_NOT_ALLOWED;

import dev.fakeauth0.emulator.authentication.TokenRequest;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a device may wait for a user (RFC 8628 section 3.1): its client is public and has the
 * grant type, and the API it asks for exists. What it may have is decided once a user is there.
 *
 * <p>May refuse for {@link dev.fakeauth0.refusal.RefusalReason#GRANT_TYPE_NOT_ALLOWED} and {@code
 * UNKNOWN_AUDIENCE}.
 */
public final class DeviceAuthorization {

  private DeviceAuthorization() {}

  /** Decides, for a client that is known and authenticated. */
  public static Decision<DeviceRequest> decide(
      Client client, TokenRequest request, TenantDraft tenant, Instant now) {
    if (!client.grantTypes().contains(GrantType.DEVICE_CODE.wireName())) {
      return Decision.refuse(GrantPolicies.notAllowed(client, GrantType.DEVICE_CODE));
    }
    if (!client.publicClient() || request.credentials().secret().isPresent()) {
      return Decision.refuse(
          GRANT_TYPE_NOT_ALLOWED
              .because(
                  client.publicClient()
                      ? "client %s sent a client_secret, and devices have none"
                      : "client %s is confidential, and devices can keep no secret",
                  client.id())
              .fact("client_id", client.id())
              .fact("grant_type", GrantType.DEVICE_CODE.wireName())
              .remedy("send client_id alone")
              .remedy(
                  "Dashboard: Applications > Applications > %s > Credentials > Authentication"
                      + " Method: None; or use a Native application",
                  client.name()));
    }
    TenantState state = tenant.state();
    Optional<String> audience = request.audienceParameter();
    if (audience.isPresent()
        && state
            .api(request.canonicalAudience(ManagementApi.shown(audience.get(), request.issuer())))
            .isEmpty()) {
      return Decision.refuse(RequestedApi.unknown(audience.get(), request.issuer(), state));
    }
    return Decision.grant(
        DeviceRequest.begin(
            new DeviceRequest.Wanted(client.id(), audience, request.resource(), request.scope()),
            tenant,
            now));
  }
}
