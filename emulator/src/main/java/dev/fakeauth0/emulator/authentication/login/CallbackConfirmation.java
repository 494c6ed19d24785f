package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.page.ConfirmationView;
import dev.fakeauth0.emulator.authentication.page.Page;
import dev.fakeauth0.emulator.authentication.page.Pages;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.RefusalReason;
import java.time.Instant;

/**
 * The page that asks whether a login is meant (Auth0 docs, "Measures Against Application
 * Impersonation"): each time, where any program of the user's machine could be behind the callback
 * and no other page was needed. Path and words are ours; Auth0's are not known.
 */
final class CallbackConfirmation implements LoginPage {

  /** The setting, of clients and of the tenant, that leaves the page out. */
  static final String SKIP = "skip_non_verifiable_callback_uri_confirmation_prompt";

  /** Whether the page is due. */
  static boolean due(Interaction interaction, Client client, TenantState state) {
    return !interaction.acted()
        && client.document().flag("oidc_conformant", true)
        && Consent.unverifiable(interaction.request().redirectUri())
        && !client.document().flag(SKIP, state.settings().flag(SKIP, !expected(state)));
  }

  /** What a seed wants where Auth0's switch is not set. */
  private static boolean expected(TenantState state) {
    return state.fakeAuth0().flag("callbackConfirmation", true);
  }

  @Override
  public String path() {
    return NextStep.CONFIRMATION.path();
  }

  @Override
  public boolean open(Interaction interaction, NextStep next) {
    return next == NextStep.CONFIRMATION;
  }

  @Override
  public Page show(Sight sight) {
    Interaction interaction = sight.interaction();
    String user = interaction.login().orElseThrow().userId();
    return Pages.confirmation(
        sight.frame(),
        ConfirmationView.login(
            interaction.id(),
            sight.client().name(),
            sight
                .state()
                .users()
                .find(user)
                .map(found -> ConsentPage.called(found.document()))
                .orElse(user),
            interaction.request().redirectUri().map(ConsentPage::place).orElse("")));
  }

  @Override
  public Decision<Onward> take(
      PageForm form, Interaction interaction, TenantDraft tenant, Instant now) {
    return switch (form.action()) {
      case "accept" -> Decision.grant(Onward.of(interaction.confirmed()));
      case "deny" ->
          Decision.grant(Onward.of(interaction.declining(RefusalReason.INTERACTION_CANCELED)));
      default ->
          Decision.refuse(
              FieldErrors.refusal(
                  "",
                  "invalid-action",
                  "Please continue or cancel",
                  "the form says neither accept nor deny",
                  "send action=accept or action=deny"));
    };
  }
}
