package dev.fakeauth0.emulator.authentication.login;

import static dev.fakeauth0.refusal.RefusalReason.ORGANIZATION_INVALID;
import static dev.fakeauth0.refusal.RefusalReason.ORGANIZATION_NOT_ALLOWED;
import static dev.fakeauth0.refusal.RefusalReason.ORGANIZATION_REQUIRED;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.Nearest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The organization that an authorization request names, by id or, where the tenant allows names, by
 * name (Auth0 docs, "Define Organization Behavior", "Use Organization Names in Authentication
 * API").
 */
final class RequestedOrganization {

  private RequestedOrganization() {}

  /** The id of the organization asked for, if one is. */
  static Decision<Optional<String>> of(
      SentAuthorization sent, Client client, TenantState state, Instant now) {
    Optional<String> asked = sent.get("organization");
    String usage = OrganizationPrompt.usage(client);
    if (asked.isEmpty()) {
      return usage.equals("require") && OrganizationPrompt.behavior(client).equals("no_prompt")
          ? Decision.refuse(
              ORGANIZATION_REQUIRED
                  .because(
                      "client %s logs users in to organizations only, asks for none itself, and the"
                          + " request names none",
                      client.id())
                  .fact("client_id", client.id())
                  .remedy("send organization with the id of the organization")
                  .remedy(
                      "Dashboard: Applications > Applications > %s > Login Experience: Prompt for"
                          + " Organization, or both kinds of users",
                      client.name())
                  .remedy("seed: organization_usage and organization_require_behavior"))
          : Invitation.check(sent, Optional.empty(), client, state, now)
              .map(any -> Optional.empty());
    }
    if (usage.equals("deny")) {
      return Decision.refuse(
          ORGANIZATION_NOT_ALLOWED
              .because("client %s logs users in without organizations", client.id())
              .fact("client_id", client.id())
              .fact("organization", Shown.text(asked.get()))
              .remedy("leave organization out")
              .remedy(
                  "Dashboard: Applications > Applications > %s > Login Experience: Business Users"
                      + " or both",
                  client.name())
              .remedy("seed: organization_usage: allow"));
    }
    return named(asked.get(), state)
        .filter(found -> client.firstParty() || !closed(found))
        .map(
            found ->
                Invitation.check(sent, Optional.of(found), client, state, now)
                    .map(any -> Optional.of(found.id())))
        .orElseGet(() -> Decision.refuse(invalid(asked.get(), client, state)));
  }

  private static Optional<Organization> named(String asked, TenantState state) {
    Optional<Organization> byId = state.organizations().find(asked);
    return byId.isPresent()
            || !state.settings().flag("allow_organization_name_in_authentication_api", false)
        ? byId
        : state.organizations().findByKey(asked.toLowerCase(java.util.Locale.ROOT));
  }

  private static boolean closed(Organization organization) {
    return organization.document().string("third_party_client_access", "").equals("deny");
  }

  private static dev.fakeauth0.refusal.Diagnosis invalid(
      String asked, Client client, TenantState state) {
    Optional<Organization> known =
        state.organizations().find(asked).or(() -> state.organizations().findByKey(asked));
    List<String> ids = state.organizations().all().stream().map(Organization::id).toList();
    var diagnosis =
        ORGANIZATION_INVALID
            .because(
                known.isEmpty()
                    ? "there is no organization %s"
                    : closed(known.get())
                        ? "the organization %s lets no third-party application in"
                        : "%s is the name of an organization, and the tenant takes ids only",
                Shown.text(asked))
            .fact("client_id", client.id())
            .fact("organization", Shown.text(asked));
    List<String> nearest = Nearest.to(asked, ids);
    if (known.isPresent()) {
      diagnosis = diagnosis.remedy("send organization=%s", known.get().id());
    } else if (!nearest.isEmpty()) {
      diagnosis = diagnosis.remedy("send %s, if that is the one meant", nearest.get(0));
    }
    return diagnosis
        .remedy("Dashboard: Organizations > the organization > Overview has its id")
        .remedy("to send names: tenant setting allow_organization_name_in_authentication_api");
  }
}
