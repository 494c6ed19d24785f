package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.TenantState;

/**
 * Whether a login needs a second factor (Auth0 docs, "Enable Multi-Factor Authentication",
 * "Configure Step-Up Authentication for Web Apps"): the tenant's policy asks for it of everybody,
 * or the request does by {@code acr_values}, and there is a factor switched on.
 */
final class SecondFactor {

  private SecondFactor() {}

  /** Whether one is to be asked for. */
  static boolean due(Interaction interaction, TenantState state) {
    return !interaction.secondFactor() && wanted(interaction.request(), state);
  }

  /** Whether a request needs one at all. */
  static boolean wanted(AuthorizationRequest request, TenantState state) {
    boolean always =
        state
            .singleton("guardian/policies")
            .orElse(Document.EMPTY)
            .strings("policies")
            .contains("all-applications");
    return (always || request.wantsSecondFactor())
        && state.singleton("guardian/factors").orElse(Document.EMPTY).asMap().containsValue(true);
  }
}
