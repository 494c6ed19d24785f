package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.page.FieldError;
import dev.fakeauth0.emulator.authentication.page.Frame;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.time.Instant;
import java.util.Optional;

/**
 * All that a page is made of.
 *
 * @param interaction the login it belongs to
 * @param client the application
 * @param form what was typed, if anything was
 * @param error what was wrong with it
 * @param state the tenant
 * @param now the tenant's time
 */
record Sight(
    Interaction interaction,
    Client client,
    PageForm form,
    Optional<FieldError> error,
    TenantState state,
    Instant now) {

  /** What the page has around it. */
  Frame frame() {
    return Frames.of(state, Optional.of(client), interaction.organizationId());
  }
}
