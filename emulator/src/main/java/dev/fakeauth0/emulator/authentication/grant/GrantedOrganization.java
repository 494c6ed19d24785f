package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.refusal.RefusalReason.ORGANIZATION_DENIED;
import static dev.fakeauth0.refusal.RefusalReason.ORGANIZATION_INVALID;
import static dev.fakeauth0.refusal.RefusalReason.ORGANIZATION_NOT_ALLOWED;
import static dev.fakeauth0.refusal.RefusalReason.ORGANIZATION_REQUIRED;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.ClientGrant;
import dev.fakeauth0.emulator.tenant.ClientGrant.OrganizationUsage;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.Locale;
import java.util.Optional;

/**
 * The organization a token of client credentials is bound to (Auth0 docs, "Machine-to-Machine
 * Access for Organizations"): the one asked for, else, where the client grant requires one, the
 * client's default. It has to be associated with the client grant.
 */
final class GrantedOrganization {

  private final Client client;
  private final ClientGrant grant;
  private final TenantState state;

  private GrantedOrganization(Client client, ClientGrant grant, TenantState state) {
    this.client = client;
    this.grant = grant;
    this.state = state;
  }

  /**
   * The organization, or none; refuses for {@link
   * dev.fakeauth0.refusal.RefusalReason#ORGANIZATION_NOT_ALLOWED}, {@code ORGANIZATION_REQUIRED},
   * {@code ORGANIZATION_INVALID} and {@code ORGANIZATION_DENIED}.
   *
   * @param requested the {@code organization} parameter
   */
  static Decision<Optional<Organization>> of(
      Optional<String> requested, Client client, ClientGrant grant, TenantState state) {
    return new GrantedOrganization(client, grant, state).decide(requested);
  }

  /** Whether the Authentication API takes and gives names of organizations. */
  static boolean namesAllowed(TenantState state) {
    return state.settings().flag("allow_organization_name_in_authentication_api", false);
  }

  private Decision<Optional<Organization>> decide(Optional<String> requested) {
    if (grant.organizationUsage() == OrganizationUsage.DENY) {
      return requested.isEmpty()
          ? Decision.grant(Optional.empty())
          : Decision.refuse(notAllowed(requested.get()));
    }
    if (requested.isPresent()) {
      return find(requested.get()).then(this::associated);
    }
    if (grant.organizationUsage() == OrganizationUsage.ALLOW) {
      return Decision.grant(Optional.empty());
    }
    return defaultOrganization()
        .map(id -> find(id).then(this::associated))
        .orElseGet(() -> Decision.refuse(required()));
  }

  private Optional<String> defaultOrganization() {
    return client
        .document()
        .object("default_organization")
        .filter(choice -> choice.strings("flows").contains("client_credentials"))
        .flatMap(choice -> choice.string("organization_id"));
  }

  private Decision<Organization> find(String value) {
    Optional<Organization> byId = state.organizations().find(value);
    Optional<Organization> byName = state.organizations().findByKey(value.toLowerCase(Locale.ROOT));
    boolean names = namesAllowed(state);
    Optional<Organization> found = names ? byId.or(() -> byName) : byId;
    if (found.isEmpty()) {
      return Decision.refuse(unknown(value, byName));
    }
    if (closedToThirdParty(found.get())) {
      return Decision.refuse(
          refusal(ORGANIZATION_INVALID, value, "lets no third-party application in")
              .remedy("set third_party_client_access of the organization to allow"));
    }
    return Decision.grant(found.get());
  }

  private Decision<Optional<Organization>> associated(Organization organization) {
    boolean any = grant.allowAnyOrganization() && client.firstParty();
    return any || organization.clientGrants().contains(grant.id())
        ? Decision.grant(Optional.of(organization))
        : Decision.refuse(denied(organization));
  }

  /** Since 2026 a strict third-party application needs the organization's leave. */
  private boolean closedToThirdParty(Organization organization) {
    Document document = organization.document();
    return !client.firstParty()
        && client.document().string("third_party_security_mode", "").equals("strict")
        && !document.string("third_party_client_access", "").equals("allow");
  }

  private Diagnosis notAllowed(String value) {
    Diagnosis diagnosis =
        refusal(
                ORGANIZATION_NOT_ALLOWED,
                value,
                "was asked for, but the client grant takes no organization")
            .fact("organization_usage", "deny");
    return grant.audience().equals(ManagementApi.IDENTIFIER)
        ? diagnosis
            .remedy(
                "leave organization out: a Management API token covers the whole tenant; narrow"
                    + " what is read by GET /api/v2/organizations/{id}/members")
            .remedy(usage("allow"))
        : diagnosis
            .remedy("leave organization out of the request")
            .remedy(usage("allow"))
            .remedy("seed: organization_usage: allow in the client grant");
  }

  private Diagnosis required() {
    return ORGANIZATION_REQUIRED
        .because(
            "the client grant requires an organization; none was sent, and client %s has no default",
            client.id())
        .fact("client_id", client.id())
        .fact("client_grant", grant.id())
        .fact("organization_usage", "require")
        .remedy("send organization, the id of an organization of the client grant")
        .remedy(
            "Management API: PATCH /api/v2/clients/%s with default_organization"
                + " {organization_id, flows: [client_credentials]}",
            client.id())
        .remedy(usage("allow"));
  }

  private Diagnosis unknown(String value, Optional<Organization> byName) {
    if (byName.isPresent()) {
      return refusal(ORGANIZATION_INVALID, value, "is a name, and this tenant takes only ids")
          .fact("organization_of_that_name", byName.get().id())
          .remedy("send organization=%s", byName.get().id())
          .remedy(
              "Dashboard: Settings > Advanced > Settings > Allow Organization Names in"
                  + " Authentication API; seed:"
                  + " tenant.allow_organization_name_in_authentication_api");
    }
    return refusal(ORGANIZATION_INVALID, value, "does not exist in this tenant")
        .remedy("send the id of an organization, org_ and 16 characters: Dashboard: Organizations")
        .remedy("Management API: GET /api/v2/organizations; seed: organizations");
  }

  private Diagnosis denied(Organization organization) {
    Diagnosis diagnosis =
        refusal(
            ORGANIZATION_DENIED,
            organization.id(),
            "is not associated with the client grant of " + client.id());
    if (grant.allowAnyOrganization()) {
      diagnosis = diagnosis.fact("third_party_client", true);
    }
    return diagnosis
        .remedy(
            "Dashboard: Organizations > %s > Machine-to-Machine Access > Add Access",
            organization.name())
        .remedy(
            "Management API: POST /api/v2/organizations/%s/client-grants {\"grant_id\": \"%s\"}",
            organization.id(), grant.id())
        .remedy(
            client.firstParty()
                ? "or set allow_any_organization of the client grant"
                : "allow_any_organization does not serve third-party applications");
  }

  private Diagnosis refusal(RefusalReason reason, String organization, String what) {
    return reason
        .because("organization %s %s", Shown.text(organization), what)
        .fact("client_id", client.id())
        .fact("organization", organization)
        .fact("client_grant", grant.id());
  }

  private String usage(String value) {
    return "Management API: PATCH /api/v2/client-grants/"
        + grant.id()
        + " {\"organization_usage\": \""
        + value
        + "\"}";
  }
}
