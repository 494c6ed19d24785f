package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.refusal.RefusalReason.AUTHORIZATION_PENDING;
import static dev.fakeauth0.refusal.RefusalReason.DEVICE_CODE_EXPIRED;
import static dev.fakeauth0.refusal.RefusalReason.DEVICE_DENIED;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_DEVICE_CODE;
import static dev.fakeauth0.refusal.RefusalReason.SLOW_DOWN;

import dev.fakeauth0.emulator.authentication.TokenRequest;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.token.TokenGrant;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Instant;
import java.util.Optional;

/**
 * Device code (RFC 8628 section 3.4; Auth0 docs, "Call Your API Using the Device Authorization
 * Flow"): a device polls until its user has allowed or refused it on a page, or the code expired.
 *
 * <p>May refuse for {@link dev.fakeauth0.refusal.RefusalReason#AUTHORIZATION_PENDING}, {@code
 * SLOW_DOWN}, {@code DEVICE_DENIED}, {@code DEVICE_CODE_EXPIRED} (told once), {@code
 * INVALID_DEVICE_CODE}, and for what {@link UserTokens} refuses.
 */
public final class DeviceCodePolicy implements GrantPolicy {

  @Override
  public GrantType grantType() {
    return GrantType.DEVICE_CODE;
  }

  @Override
  public Decision<TokenGrant> decide(
      Client client, TokenRequest request, TenantDraft tenant, Instant now) {
    Optional<DeviceRequest> found =
        request
            .parameter("device_code")
            .flatMap(code -> tenant.kept(DeviceRequest.class, code, now))
            .filter(known -> known.clientId().equals(client.id()));
    if (found.isEmpty()) {
      return Decision.refuse(unknown(client, request));
    }
    DeviceRequest device = found.get();
    if (!device.expiresAt().isAfter(now)) {
      device.end(tenant);
      return Decision.refuse(expired(device));
    }
    if (device.denied()) {
      device.end(tenant);
      return Decision.refuse(denied(device));
    }
    if (device.authorization().isPresent()) {
      device.end(tenant);
      return UserTokens.of(
          device.authorization().get(),
          request.issuer(),
          request.names(),
          Optional.empty(),
          tenant,
          now);
    }
    boolean tooFast =
        device
            .polledAt()
            .filter(before -> before.plus(DeviceRequest.INTERVAL).isAfter(now))
            .isPresent();
    device.polled(tenant, now);
    return Decision.refuse(tooFast ? tooFast(device) : pending(device));
  }

  private static Diagnosis unknown(Client client, TokenRequest request) {
    boolean sent = request.parameter("device_code").isPresent();
    return INVALID_DEVICE_CODE
        .because(
            sent
                ? "no device of client %s waits under this device_code: it was answered, told that"
                    + " it expired, or never issued to this client"
                : "the request of client %s has no device_code",
            client.id())
        .fact("client_id", client.id())
        .remedy("stop polling after tokens, access_denied or expired_token")
        .remedy("begin again with POST /oauth/device/code, by the same client");
  }

  private static Diagnosis expired(DeviceRequest device) {
    return DEVICE_CODE_EXPIRED
        .because("the user did not enter the code in time")
        .fact("user_code", device.userCode())
        .fact("expired_at", device.expiresAt().toString())
        .remedy("begin again with POST /oauth/device/code, and show the user the new code");
  }

  private static Diagnosis denied(DeviceRequest device) {
    return DEVICE_DENIED
        .because("the user cancelled where the device was to be confirmed")
        .fact("user_code", device.userCode())
        .remedy("stop polling; begin again when the user asks for it");
  }

  private static Diagnosis tooFast(DeviceRequest device) {
    return SLOW_DOWN
        .because("the device polled again before its interval was over")
        .fact("interval", DeviceRequest.INTERVAL.toSeconds())
        .fact("user_code", device.userCode())
        .remedy("wait for interval seconds after each answer (RFC 8628 section 3.5)")
        .remedy("with a frozen clock: advance it between two polls, PUT /__admin/clock");
  }

  private static Diagnosis pending(DeviceRequest device) {
    return AUTHORIZATION_PENDING
        .because("the user has not entered and confirmed the code %s yet", device.userCode())
        .fact("user_code", device.userCode())
        .fact("expires_at", device.expiresAt().toString())
        .remedy("open verification_uri_complete in a browser, log in and confirm")
        .remedy("go on polling meanwhile, an interval apart");
  }
}
