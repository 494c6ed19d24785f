package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.refusal.RefusalReason.ORGANIZATION_INVALID;
import static dev.fakeauth0.refusal.RefusalReason.ORGANIZATION_NOT_ALLOWED;
import static dev.fakeauth0.refusal.RefusalReason.ORGANIZATION_REQUIRED;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.Locale;
import java.util.Optional;

/**
 * The organization that users log in to without a page (Auth0 docs, "Define Organization
 * Behavior"): the client's {@code organization_usage} says whether there may or must be one.
 *
 * <p>May refuse for {@link dev.fakeauth0.refusal.RefusalReason#ORGANIZATION_NOT_ALLOWED}, {@code
 * ORGANIZATION_REQUIRED} and {@code ORGANIZATION_INVALID}.
 */
final class LoginOrganization {

  private LoginOrganization() {}

  /**
   * The organization of a request.
   *
   * @param requested the {@code organization} parameter
   */
  static Decision<Optional<Organization>> of(
      Optional<String> requested, Client client, TenantState state) {
    String usage = client.document().string("organization_usage", "deny");
    if (requested.isEmpty()) {
      return usage.equals("require")
          ? Decision.refuse(required(client))
          : Decision.grant(Optional.empty());
    }
    if (!usage.equals("allow") && !usage.equals("require")) {
      return Decision.refuse(notAllowed(requested.get(), client));
    }
    Optional<Organization> byId = state.organizations().find(requested.get());
    Optional<Organization> found =
        GrantedOrganization.namesAllowed(state)
            ? byId.or(
                () -> state.organizations().findByKey(requested.get().toLowerCase(Locale.ROOT)))
            : byId;
    return found.isPresent()
        ? Decision.grant(found)
        : Decision.refuse(
            ORGANIZATION_INVALID
                .because(
                    "organization %s does not exist in this tenant", Shown.text(requested.get()))
                .fact("client_id", client.id())
                .fact("organization", requested.get())
                .fact("names_allowed", GrantedOrganization.namesAllowed(state))
                .remedy(
                    "send the id of an organization, org_ and 16 characters: Dashboard:"
                        + " Organizations")
                .remedy("Management API: GET /api/v2/organizations; seed: organizations"));
  }

  /**
   * Makes a user who logs in a member, where the organization's connection says so ({@code
   * assign_membership_on_login}).
   */
  static void join(
      Organization organization, UserConnection connection, String userId, TenantDraft tenant) {
    Optional<Document> enabled =
        tenant
            .state()
            .relation(Relations.ORGANIZATIONS_CONNECTIONS)
            .find(organization.id(), connection.id());
    if (enabled.isPresent() && enabled.get().flag("assign_membership_on_login", false)) {
      tenant.join(Relations.ORGANIZATIONS_MEMBERS, organization.id(), userId, Document.EMPTY);
    }
  }

  private static Diagnosis required(Client client) {
    return ORGANIZATION_REQUIRED
        .because(
            "client %s lets users log in to an organization only, and none was sent", client.id())
        .fact("client_id", client.id())
        .fact("organization_usage", "require")
        .remedy("send organization, the id of an organization the user is a member of")
        .remedy(
            "Dashboard: Applications > Applications > %s > Login Experience > Types of Users",
            client.name())
        .remedy(
            "Management API: PATCH /api/v2/clients/%s {\"organization_usage\": \"allow\"}",
            client.id());
  }

  private static Diagnosis notAllowed(String sent, Client client) {
    return ORGANIZATION_NOT_ALLOWED
        .because(
            "organization %s was asked for, but client %s takes no organization",
            Shown.text(sent), client.id())
        .fact("client_id", client.id())
        .fact("organization", sent)
        .fact("organization_usage", "deny")
        .remedy("leave organization out of the request")
        .remedy(
            "Dashboard: Applications > Applications > %s > Login Experience > Types of Users:"
                + " Business Users or Both",
            client.name())
        .remedy(
            "Management API: PATCH /api/v2/clients/%s {\"organization_usage\": \"allow\"}",
            client.id());
  }
}
