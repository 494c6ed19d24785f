package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.grant.SecondFactors;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.MfaApi;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.Optional;

/**
 * Whether a login needs a second factor (Auth0 docs, "Enable Multi-Factor Authentication",
 * "Configure Step-Up Authentication for Web Apps"): the tenant's policy asks for it of everybody,
 * or the request does by {@code acr_values}, and there is a factor switched on; or it is for the
 * MFA API, and the user has one.
 */
final class SecondFactor {

  private SecondFactor() {}

  /** Whether one is to be asked for. */
  static boolean due(Interaction interaction, TenantState state) {
    return !interaction.secondFactor()
        && (wanted(interaction.request(), state) || guarded(interaction, state));
  }

  /** Whether it is for the MFA API, which takes one of whoever has one. */
  private static boolean guarded(Interaction interaction, TenantState state) {
    AuthorizationRequest request = interaction.request();
    boolean mfaApi =
        request
            .audience()
            .equals(Optional.of(ManagementApi.shown(MfaApi.IDENTIFIER, request.issuer())));
    return mfaApi
        && interaction.login().isPresent()
        && SecondFactors.guards(
            Optional.of(MfaApi.IDENTIFIER), interaction.login().get().userId(), state);
  }

  /** Whether a request needs one at all. */
  static boolean wanted(AuthorizationRequest request, TenantState state) {
    return SecondFactors.needed(request.wantsSecondFactor(), state);
  }
}
