package dev.fakeauth0.emulator.control;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.pipeline.Tenant;
import dev.fakeauth0.emulator.tenant.KeyRing;
import dev.fakeauth0.emulator.token.KeyRotation;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.List;

/** {@code POST /__admin/keys/rotate} and {@code /__admin/keys/{kid}/revoke}: the signing keys. */
final class KeysEndpoint implements ControlEndpoint {

  private final boolean revokes;

  private KeysEndpoint(boolean revokes) {
    this.revokes = revokes;
  }

  static KeysEndpoint rotate() {
    return new KeysEndpoint(false);
  }

  static KeysEndpoint revoke() {
    return new KeysEndpoint(true);
  }

  @Override
  public Route route() {
    return Route.control("POST", revokes ? "/__admin/keys/{kid}/revoke" : "/__admin/keys/rotate");
  }

  @Override
  public Decision<Outcome> answer(ControlCall call) {
    Tenant tenant = call.tenant();
    if (!revokes) {
      return Decision.grant(
          shown(KeyRotation.rotate(tenant.epoch().store(), tenant.signingKeys(), tenant::now)));
    }
    String kid = call.road().pathParameter("kid");
    return switch (KeyRotation.revoke(tenant.epoch().store(), kid, tenant::now)) {
      case REVOKED, ALREADY_REVOKED -> Decision.grant(shown(tenant.state().keys()));
      case IN_USE ->
          Decision.refuse(
              refusal(tenant, kid, "the key %s is in use: only one that was rotated out is revoked")
                  .remedy("rotate first: POST /__admin/keys/rotate"));
      case UNKNOWN ->
          Decision.refuse(
              refusal(tenant, kid, "the tenant has no key %s")
                  .remedy("name one of the keys that were rotated out"));
    };
  }

  private static Diagnosis refusal(Tenant tenant, String kid, String format) {
    return RefusalReason.ADMIN_BAD_REQUEST
        .because(format, Shown.text(kid))
        .fact("kid", Shown.text(kid))
        .fact("rotated_out", rotatedOut(tenant.state().keys()));
  }

  private static Outcome shown(KeyRing keys) {
    return new Outcome.Content(
        200,
        Document.of(
            "current", keys.current().kid(),
            "next", keys.next().kid(),
            "previous", rotatedOut(keys)));
  }

  private static List<String> rotatedOut(KeyRing keys) {
    return keys.previous().stream()
        .filter(old -> old.revokedAt().isEmpty())
        .map(old -> old.key().kid())
        .toList();
  }
}
