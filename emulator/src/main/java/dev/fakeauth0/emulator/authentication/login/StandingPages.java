package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.pipeline.Endpoint;
import java.util.List;

/** Pages that belong to no login: links of messages and tickets lead to them. */
final class StandingPages {

  private StandingPages() {}

  static List<Endpoint> all() {
    return List.of(
        ResetPasswordEndpoint.showing("/u/reset-password"),
        ResetPasswordEndpoint.taking("/u/reset-password"),
        ResetPasswordEndpoint.showing("/u/reset-verify"),
        ResetPasswordEndpoint.taking("/u/reset-verify"),
        ResetPasswordEndpoint.showing("/u/reset-password/change"),
        ResetPasswordEndpoint.taking("/u/reset-password/change"),
        // The older page's address, which the Management API makes for some tickets (recorded).
        ResetPasswordEndpoint.showing("/lo/reset"),
        ResetPasswordEndpoint.taking("/lo/reset"),
        new EmailVerificationEndpoint(),
        new FactorTicketEndpoint(),
        ActivationEndpoint.showing(),
        ActivationEndpoint.taking());
  }
}
