package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.TenantState;

/**
 * Whether a user is asked for the organization to log in to (Auth0 docs, "Define Organization
 * Behavior"): {@code organization_usage} and {@code organization_require_behavior} of the client.
 */
final class OrganizationPrompt {

  private OrganizationPrompt() {}

  /** Whether it is asked before the login. */
  static boolean before(Interaction interaction, Client client) {
    return open(interaction)
        && usage(client).equals("require")
        && behavior(client).equals("pre_login_prompt");
  }

  /** Whether it is asked after the login: of users who are in one. */
  static boolean after(Interaction interaction, Client client, TenantState state) {
    return open(interaction)
        && !usage(client).equals("deny")
        && behavior(client).equals("post_login_prompt")
        && interaction
            .login()
            .filter(
                login ->
                    !state
                        .relation(Relations.ORGANIZATIONS_MEMBERS)
                        .leftsOf(login.userId())
                        .isEmpty())
            .isPresent();
  }

  /** Whether the user may go on without one. */
  static boolean skippable(Client client) {
    return usage(client).equals("allow");
  }

  static String usage(Client client) {
    return client.document().string("organization_usage", "deny");
  }

  static String behavior(Client client) {
    return client.document().string("organization_require_behavior", "no_prompt");
  }

  private static boolean open(Interaction interaction) {
    return interaction.organizationId().isEmpty() && !interaction.personal();
  }
}
