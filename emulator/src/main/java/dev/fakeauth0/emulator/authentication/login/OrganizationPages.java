package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.page.OrganizationChoice;
import dev.fakeauth0.emulator.authentication.page.OrganizationNameView;
import dev.fakeauth0.emulator.authentication.page.OrganizationPickerView;
import dev.fakeauth0.emulator.authentication.page.Page;
import dev.fakeauth0.emulator.authentication.page.Pages;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The pages for the organization: named before the login, or picked from the user's after it (Auth0
 * docs, "Login Flows for Organizations").
 */
enum OrganizationPages implements LoginPage {
  /** Named before the login. */
  NAME("/u/pre-organization-picker"),
  /** Named before the login, by the path that older tenants have. */
  OLDER_NAME("/u/organization"),
  /** Picked after it. */
  PICKER("/u/organization-picker");

  private final String path;

  OrganizationPages(String path) {
    this.path = path;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public boolean open(Interaction interaction, NextStep next) {
    return next
        == (this == PICKER ? NextStep.ORGANIZATION_PICKER : NextStep.PRE_ORGANIZATION_PICKER);
  }

  @Override
  public Page show(Sight sight) {
    String id = sight.interaction().id();
    if (this != PICKER) {
      return Pages.organizationName(
          sight.frame(),
          new OrganizationNameView(id, sight.form().text("organizationName"), sight.error()));
    }
    List<OrganizationChoice> choices = new ArrayList<>();
    for (String own : organizations(sight.interaction(), sight.state())) {
      sight
          .state()
          .organizations()
          .find(own)
          .ifPresent(
              found ->
                  choices.add(
                      new OrganizationChoice(
                          found.id(),
                          found.name(),
                          found.document().string("display_name", found.name()))));
    }
    return Pages.organizationPicker(
        sight.frame(),
        new OrganizationPickerView(id, choices, OrganizationPrompt.skippable(sight.client())));
  }

  private static List<String> organizations(Interaction interaction, TenantState state) {
    return interaction
        .login()
        .map(login -> state.relation(Relations.ORGANIZATIONS_MEMBERS).leftsOf(login.userId()))
        .orElse(List.of());
  }

  @Override
  public Decision<Onward> take(
      PageForm form, Interaction interaction, TenantDraft tenant, Instant now) {
    Client client = form.client().orElseThrow();
    if (form.get("organizationSkipped").isPresent() && OrganizationPrompt.skippable(client)) {
      return Decision.grant(Onward.of(interaction.withoutOrganization()));
    }
    return this == PICKER
        ? picked(form.text("organization"), interaction, tenant)
        : named(form.text("organizationName"), interaction, tenant);
  }

  private static Decision<Onward> picked(String id, Interaction interaction, TenantDraft tenant) {
    return organizations(interaction, tenant.state()).contains(id)
        ? Decision.grant(Onward.of(interaction.into(id)))
        : Decision.refuse(
            FieldErrors.refusal(
                "",
                "invalid-organization",
                "Please pick one of your organizations",
                "the user is no member of the organization that was picked",
                "send organization with the id of one that the page shows"));
  }

  private static Decision<Onward> named(String name, Interaction interaction, TenantDraft tenant) {
    Optional<Organization> found = tenant.state().organizations().findByKey(name);
    return found.isPresent()
        ? Decision.grant(Onward.of(interaction.into(found.get().id())))
        : Decision.refuse(
            FieldErrors.refusal(
                "organizationName",
                "organization-not-found",
                "The organization you entered is not valid",
                name.isEmpty() ? "the form names no organization" : "no organization has this name",
                "enter the name of an organization, not its display name"));
  }
}
