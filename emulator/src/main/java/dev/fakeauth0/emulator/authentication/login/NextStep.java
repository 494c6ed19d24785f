package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.time.Instant;
import java.util.Optional;

/** The page an interaction is at. A pure function of the interaction and the tenant says which. */
public enum NextStep {
  /** Whether to accept the invitation to an organization. */
  INVITATION("/u/accept-invitation"),
  /** Which organization, asked before the login (client: {@code pre_login_prompt}). */
  PRE_ORGANIZATION_PICKER("/u/pre-organization-picker"),
  /** Identifier and password on one page. */
  LOGIN("/u/login"),
  /** The identifier alone. */
  LOGIN_IDENTIFIER("/u/login/identifier"),
  /** The password, once the identifier is known. */
  LOGIN_PASSWORD("/u/login/password"),
  /** A new account. */
  SIGNUP("/u/signup"),
  /** A second factor: which page it is depends on the user's factors. */
  MFA("/u/mfa-otp"),
  /** Which organization, asked after the login. */
  ORGANIZATION_PICKER("/u/organization-picker"),
  /** What the application may do. */
  CONSENT("/u/consent"),
  /** Whether the login was meant: of a user who saw no other page. */
  CONFIRMATION("/u/login-confirmation"),
  /** No page is left: the answer is due. */
  DONE(Interaction.RESUME);

  private final String path;

  NextStep(String path) {
    this.path = path;
  }

  /** The page's path. */
  public String path() {
    return path;
  }

  /** Where a browser goes on, for a redirect. */
  public String location(Interaction interaction) {
    String to = this == DONE ? interaction.finish() : path;
    return to + "?state=" + interaction.id();
  }

  /** What comes next. */
  public static NextStep of(Interaction interaction, TenantState state, Instant now) {
    if (interaction.enrolls()) {
      return EnrollmentVisit.due(interaction, state, now) ? MFA : DONE;
    }
    Optional<Client> client = interaction.client(state);
    if (client.isEmpty() || interaction.declined().isPresent()) {
      return DONE;
    }
    if (InvitationPage.due(interaction, state)) {
      return INVITATION;
    }
    if (interaction.login().isEmpty()) {
      return OrganizationPrompt.before(interaction, client.get())
          ? PRE_ORGANIZATION_PICKER
          : login(interaction, client.get(), state);
    }
    if (SecondFactor.due(interaction, state)) {
      return MFA;
    }
    if (OrganizationPrompt.after(interaction, client.get(), state)) {
      return ORGANIZATION_PICKER;
    }
    if (Consent.due(interaction, client.get(), state)) {
      return CONSENT;
    }
    return CallbackConfirmation.due(interaction, client.get(), state) ? CONFIRMATION : DONE;
  }

  private static NextStep login(Interaction interaction, Client client, TenantState state) {
    if (InvitationPage.signsUp(interaction, client, state)) {
      return SIGNUP;
    }
    if (interaction.identifier().isPresent()) {
      return LOGIN_PASSWORD;
    }
    if (interaction.request().signsUp()) {
      return SIGNUP;
    }
    // As the Management API shows it of a tenant where nobody set it.
    boolean identifierFirst =
        state.singleton("prompts").orElse(Document.EMPTY).flag("identifier_first", true);
    return identifierFirst ? LOGIN_IDENTIFIER : LOGIN;
  }
}
