package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.page.InvitationView;
import dev.fakeauth0.emulator.authentication.page.Page;
import dev.fakeauth0.emulator.authentication.page.Pages;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.time.Instant;
import java.util.Optional;

/**
 * The page that greets somebody who was invited to an organization (Auth0 docs, "Universal Login
 * Experience": accept-invitation). Whoever goes on logs in, or signs up, as whom it is for.
 */
final class InvitationPage implements LoginPage {

  /** Whether the page is due. */
  static boolean due(Interaction interaction, TenantState state) {
    return interaction.identifier().isEmpty() && Invitation.of(interaction, state).isPresent();
  }

  /** Whether whoever is invited has no account yet. */
  static boolean signsUp(Interaction interaction, Client client, TenantState state) {
    Optional<Invitation> invitation = Invitation.of(interaction, state);
    return invitation.isPresent()
        && OfferedConnections.of(interaction, client, state).databases().stream()
            .noneMatch(database -> database.holder(state, invitation.get().email()).isPresent());
  }

  @Override
  public String path() {
    return NextStep.INVITATION.path();
  }

  @Override
  public boolean open(Interaction interaction, NextStep next) {
    return next == NextStep.INVITATION;
  }

  @Override
  public Page show(Sight sight) {
    Interaction interaction = sight.interaction();
    Invitation invitation = Invitation.of(interaction, sight.state()).orElseThrow();
    OfferedConnections offered = OfferedConnections.of(interaction, sight.client(), sight.state());
    return Pages.invitation(
        sight.frame(),
        new InvitationView(
            interaction.id(),
            invitation.inviter(),
            organization(interaction, sight.state()),
            sight.client().name(),
            invitation.email(),
            !offered.databases().isEmpty() || interaction.login().isPresent(),
            offered.buttons()));
  }

  private static String organization(Interaction interaction, TenantState state) {
    Optional<Organization> organization =
        interaction.organizationId().flatMap(state.organizations()::find);
    return organization
        .map(found -> found.document().string("display_name", found.name()))
        .orElse("");
  }

  @Override
  public Decision<Onward> take(
      PageForm form, Interaction interaction, TenantDraft tenant, Instant now) {
    Invitation invitation = Invitation.of(interaction, tenant.state()).orElseThrow();
    Interaction accepting = interaction.identified(invitation.email());
    Optional<String> other = form.get("connection");
    return other.isPresent()
        ? PasswordPages.otherwise(
            other.get(),
            OfferedConnections.of(interaction, form.client().orElseThrow(), tenant.state()),
            accepting)
        : Decision.grant(Onward.of(accepting));
  }
}
