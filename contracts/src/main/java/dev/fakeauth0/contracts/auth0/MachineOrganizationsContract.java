package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.Grade.OPEN;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.util.Map;

/**
 * Machines that act for an organization (Auth0 docs, "Machine-to-Machine Access for
 * Organizations"). On plans that have it.
 */
@SuppressWarnings("MemberName") // Sentences.
final class MachineOrganizationsContract {

  private final Tenant tenant;

  MachineOrganizationsContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @VerifiedAgainstAuth0(on = "2023-11-09", by = RECORDING)
  void grants_a_token_for_an_organization() {
    Application machine = machine("allow", true);
    String organization = organization();

    assertThat(asked(machine, organization)).isToken();
  }

  @NotYetVerified(D)
  void names_the_organization_in_the_token() {
    Application machine = machine("allow", true);
    String organization = organization();

    assertThat(tenant.granted(asked(machine, organization)).claims())
        .containsEntry("org_id", organization);
  }

  @NotYetVerified(D)
  void grants_a_token_without_one_where_it_is_only_allowed() {
    Application machine = machine("allow", true);

    assertThat(tenant.granted(asked(machine, "")).claims()).doesNotContainKey("org_id");
  }

  @NotYetVerified(D)
  void grants_a_token_for_an_organization_that_the_grant_is_joined_to() {
    Application machine = tenant.fixtures().machine(Map.of());
    String grant = grant(machine, "require", false);
    String organization = organization();
    tenant
        .management()
        .post("/organizations/" + organization + "/client-grants", Map.of("grant_id", grant));

    assertThat(tenant.granted(asked(machine, organization)).claims())
        .containsEntry("org_id", organization);
  }

  @NotYetVerified(OPEN)
  void refuses_an_organization_that_the_grant_is_not_joined_to() {
    Application machine = machine("require", false);
    String organization = organization();

    assertThat(asked(machine, organization))
        .isOAuthError(
            403,
            "access_denied",
            "Client is not authorized to access organization \"" + organization + "\".");
  }

  @NotYetVerified(OPEN)
  void refuses_an_organization_where_the_grant_denies_it() {
    assertThat(asked(machine("deny", false), organization()))
        .isOAuthError(
            400, "invalid_request", "parameter organization is not allowed for this client");
  }

  @NotYetVerified(OPEN)
  void asks_for_the_organization_where_the_grant_requires_it() {
    assertThat(asked(machine("require", true), ""))
        .isOAuthError(400, "invalid_request", "parameter organization is required for this client");
  }

  @NotYetVerified(OPEN)
  void refuses_an_organization_it_does_not_know() {
    assertThat(asked(machine("allow", true), "org_fa0contractunkno"))
        .isOAuthError(
            400, "invalid_request", "parameter organization is invalid: org_fa0contractunkno");
  }

  private String organization() {
    return Json.text(
        tenant.fixtures().make("/organizations", Json.of("name", tenant.fixtures().newName("org"))),
        "id");
  }

  private Application machine(String usage, boolean any) {
    Application machine = tenant.fixtures().machine(Map.of());
    grant(machine, usage, any);
    return machine;
  }

  private String grant(Application machine, String usage, boolean any) {
    Api api = tenant.fixtures().api();
    return tenant
        .fixtures()
        .grant(
            Json.of(
                "client_id", machine.clientId(),
                "audience", api.identifier(),
                "scope", api.granted(),
                "organization_usage", usage,
                "allow_any_organization", any));
  }

  private Reply asked(Application machine, String organization) {
    Map<String, Object> body =
        Json.with(
            machine.tokenRequest(tenant.fixtures().api().identifier()),
            Json.of("organization", organization));
    body.values().removeIf(""::equals);
    return tenant.token(body);
  }
}
