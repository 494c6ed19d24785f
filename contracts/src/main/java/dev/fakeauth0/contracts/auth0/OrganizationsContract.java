package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Organizations and who belongs to them (Auth0 docs, "Organizations"). */
@SuppressWarnings("MemberName") // Sentences.
final class OrganizationsContract {

  private static final String LOGIN_ROUTE = "https://fa0-contract.example/login";

  private final Tenant tenant;

  OrganizationsContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @VerifiedAgainstAuth0(on = "2026-08-14", by = RECORDING)
  void makes_an_organization() {
    String name = tenant.fixtures().newName("org");

    Map<String, Object> made =
        tenant
            .fixtures()
            .make("/organizations", Json.of("name", name, "display_name", "Of a contract"));

    assertThat(made).containsEntry("name", name).containsEntry("display_name", "Of a contract");
    assertThat(Json.text(made, "id")).matches("org_[A-Za-z0-9]{16}");
  }

  @VerifiedAgainstAuth0(on = "2026-08-14", by = RECORDING)
  void keeps_third_parties_out_of_an_organization_if_not_told() {
    assertThat(organization()).containsEntry("third_party_client_access", "block");
  }

  @NotYetVerified(D)
  void lets_no_two_organizations_have_one_name() {
    String name = Json.text(organization(), "name");

    Reply reply = tenant.management().post("/organizations", Json.of("name", name));

    if (reply.status() == 201) {
      tenant.fixtures().remove("/organizations/" + Json.text(Json.object(reply), "id"));
    }
    assertThat(reply)
        .isManagementError(409, "Conflict", "An organization with this name already exists.")
        .hasErrorCode("organization_conflict");
  }

  @VerifiedAgainstAuth0(on = "2023-01-26", by = RECORDING)
  void finds_an_organization_by_its_name() {
    Map<String, Object> organization = organization();

    assertThat(tenant.management().get("/organizations/name/" + Json.text(organization, "name")))
        .hasStatus(200)
        .hasMember("id", Json.text(organization, "id"));
  }

  @VerifiedAgainstAuth0(on = "2026-08-14", by = RECORDING)
  void changes_what_is_sent_and_keeps_the_rest() {
    Map<String, Object> organization = organization();

    Reply reply = tenant.management().patch(path(organization), Json.of("display_name", "Another"));

    assertThat(reply)
        .hasStatus(200)
        .hasMember("display_name", "Another")
        .hasMember("name", Json.text(organization, "name"));
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void cannot_delete_an_organization_twice() {
    Map<String, Object> organization = organization();

    Reply first = tenant.management().delete(path(organization));
    Reply second = tenant.management().delete(path(organization));

    assertThat(first).hasStatus(204);
    assertThat(second)
        .isManagementError(404, "Not Found", "No organization found by that id or name");
  }

  @VerifiedAgainstAuth0(on = "2026-04-23", by = RECORDING)
  void takes_members_in_with_204() {
    Reply reply = join(organization(), tenant.fixtures().person());

    assertThat(reply).hasStatus(204);
    assertThat(reply.body()).isEmpty();
  }

  @VerifiedAgainstAuth0(on = "2026-04-23", by = RECORDING)
  void lists_members_by_the_fields_asked_for() {
    Map<String, Object> organization = organization();
    Person person = tenant.fixtures().person();
    join(organization, person);

    Reply reply =
        tenant
            .management()
            .get(path(organization) + "/members?fields=user_id&include_fields=true&take=100");

    assertThat(Json.objects(Json.object(reply), "members"))
        .containsExactly(Json.of("user_id", person.userId()));
  }

  @VerifiedAgainstAuth0(on = "2026-04-23", by = RECORDING)
  void names_a_checkpoint_even_after_the_last_member() {
    Map<String, Object> organization = organization();
    join(organization, tenant.fixtures().person());

    Reply reply = tenant.management().get(path(organization) + "/members?take=100");

    assertThat(Json.object(reply)).containsKey("next");
  }

  @VerifiedAgainstAuth0(on = "2026-04-23", by = RECORDING)
  void lets_members_go_with_204() {
    Map<String, Object> organization = organization();
    Person person = tenant.fixtures().person();
    join(organization, person);

    Reply reply =
        tenant
            .management()
            .call("DELETE", path(organization) + "/members")
            .json(Json.of("members", List.of(person.userId())))
            .send();

    assertThat(reply).hasStatus(204);
    assertThat(tenant.management().get(path(organization) + "/members").body()).isEqualTo("[]");
  }

  @NotYetVerified(D)
  void lists_the_organizations_of_a_user() {
    Map<String, Object> organization = organization();
    Person person = tenant.fixtures().person();
    join(organization, person);

    Reply reply =
        tenant
            .management()
            .get("/users/" + ManagementApi.segment(person.userId()) + "/organizations");

    assertThat(Json.objects(reply))
        .singleElement()
        .satisfies(one -> assertThat(one).containsEntry("id", Json.text(organization, "id")));
  }

  @VerifiedAgainstAuth0(on = "2026-04-23", by = RECORDING)
  void gives_a_member_roles_that_count_in_the_organization() {
    Map<String, Object> organization = organization();
    Person person = tenant.fixtures().person();
    join(organization, person);
    Map<String, Object> role = role();
    String roles = rolesOf(organization, person);

    Reply given = tenant.management().post(roles, Json.of("roles", List.of(Json.text(role, "id"))));
    Reply listed = tenant.management().get(roles + "?include_totals=true&page=0&per_page=100");

    assertThat(given).hasStatus(204);
    assertThat(listed).hasMember("start", 0L).hasMember("limit", 100L).hasMember("total", 1L);
    assertThat(Json.objects(Json.object(listed), "roles").get(0))
        .containsEntry("id", Json.text(role, "id"))
        .containsEntry("name", Json.text(role, "name"));
  }

  @NotYetVerified(D)
  void gives_a_member_no_role_outside_of_the_organization() {
    Map<String, Object> organization = organization();
    Person person = tenant.fixtures().person();
    join(organization, person);
    tenant
        .management()
        .post(rolesOf(organization, person), Json.of("roles", List.of(Json.text(role(), "id"))));

    Reply reply =
        tenant.management().get("/users/" + ManagementApi.segment(person.userId()) + "/roles");

    assertThat(reply.body()).isEqualTo("[]");
  }

  @VerifiedAgainstAuth0(on = "2023-10-20", by = RECORDING)
  void tells_the_roles_of_members_where_asked() {
    Map<String, Object> organization = organization();
    Person person = tenant.fixtures().person();
    join(organization, person);
    Map<String, Object> role = role();
    String id = Json.text(role, "id");
    tenant.management().post(rolesOf(organization, person), Json.of("roles", List.of(id)));

    Reply reply =
        tenant
            .management()
            .get(path(organization) + "/members?fields=user_id,roles&include_fields=true");

    assertThat(Json.objects(reply))
        .containsExactly(
            Json.of(
                "user_id",
                person.userId(),
                "roles",
                List.of(Json.of("id", id, "name", Json.text(role, "name")))));
  }

  @VerifiedAgainstAuth0(on = "2026-04-23", by = RECORDING)
  void takes_a_role_from_a_member_with_204() {
    Map<String, Object> organization = organization();
    Person person = tenant.fixtures().person();
    join(organization, person);
    Map<String, Object> roles = Json.of("roles", List.of(Json.text(role(), "id")));
    tenant.management().post(rolesOf(organization, person), roles);

    Reply reply =
        tenant.management().call("DELETE", rolesOf(organization, person)).json(roles).send();

    assertThat(reply).hasStatus(204);
    assertThat(tenant.management().get(rolesOf(organization, person)).body()).isEqualTo("[]");
  }

  @VerifiedAgainstAuth0(on = "2024-06-10", by = RECORDING)
  void enables_a_connection_and_tells_its_name_and_strategy() {
    Map<String, Object> connection = tenant.fixtures().connection(Map.of());

    Reply reply = enable(organization(), connection, true);

    assertThat(reply)
        .hasStatus(201)
        .hasMember("connection_id", Json.text(connection, "id"))
        .hasMember("assign_membership_on_login", true)
        .hasMember("show_as_button", true)
        .hasMember(
            "connection", Json.of("name", Json.text(connection, "name"), "strategy", "auth0"));
  }

  @VerifiedAgainstAuth0(on = "2024-04-16", by = RECORDING)
  void counts_enabled_connections_as_their_limit() {
    Map<String, Object> organization = organization();
    enable(organization, tenant.fixtures().connection(Map.of()), true);

    Reply reply =
        tenant
            .management()
            .get(path(organization) + "/enabled_connections?include_totals=true&per_page=50");

    assertThat(reply).hasMember("start", 0L).hasMember("limit", 1L).hasMember("total", 1L);
  }

  @VerifiedAgainstAuth0(on = "2024-06-10", by = RECORDING)
  void lets_nobody_sign_up_who_would_not_become_a_member() {
    Map<String, Object> organization = organization();
    Map<String, Object> connection = tenant.fixtures().connection(Map.of());
    enable(organization, connection, false);

    Reply reply =
        tenant
            .management()
            .patch(
                path(organization) + "/enabled_connections/" + Json.text(connection, "id"),
                Json.of("assign_membership_on_login", false, "is_signup_enabled", true));

    assertThat(reply)
        .isManagementError(
            400,
            "Bad Request",
            "Only database connections with assign_membership_on_login = true support"
                + " is_signup_enabled = true.")
        .hasErrorCode("invalid_body");
  }

  @NotYetVerified(D)
  void enables_no_connection_twice() {
    Map<String, Object> organization = organization();
    Map<String, Object> connection = tenant.fixtures().connection(Map.of());
    enable(organization, connection, true);

    assertThat(enable(organization, connection, true))
        .isManagementError(409, "Conflict", "The organization connection already exists.");
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void knows_no_connection_that_is_not_enabled() {
    Map<String, Object> connection = tenant.fixtures().connection(Map.of());

    Reply reply =
        tenant
            .management()
            .get(path(organization()) + "/enabled_connections/" + Json.text(connection, "id"));

    assertThat(reply).isManagementError(404, "Not Found", "No connection found by that id");
  }

  @VerifiedAgainstAuth0(on = "2023-01-26", by = RECORDING)
  void invites_to_the_login_route_of_the_client() {
    Map<String, Object> organization = organization();

    Map<String, Object> invitation = Json.object(invite(organization, guests(), Map.of()));

    assertThat(Json.text(invitation, "id")).matches("uinv_[A-Za-z0-9]{16}");
    assertThat(invitation)
        .containsEntry("organization_id", Json.text(organization, "id"))
        .containsEntry("inviter", Map.of("name", "A contract"))
        .containsEntry("invitee", Map.of("email", "fa0-contract@example.com"))
        .containsEntry(
            "invitation_url",
            LOGIN_ROUTE
                + "?invitation="
                + Json.text(invitation, "ticket_id")
                + "&organization="
                + Json.text(organization, "id")
                + "&organization_name="
                + Json.text(organization, "name"));
  }

  @VerifiedAgainstAuth0(on = "2023-01-26", by = RECORDING)
  void invites_for_a_week() {
    Map<String, Object> invitation = Json.object(invite(organization(), guests(), Map.of()));

    assertThat(
            Duration.between(
                Instant.parse(Json.text(invitation, "created_at")),
                Instant.parse(Json.text(invitation, "expires_at"))))
        .isEqualTo(Duration.ofDays(7));
  }

  @VerifiedAgainstAuth0(on = "2023-01-26", by = RECORDING)
  void lists_invitations_without_counting_them() {
    Map<String, Object> organization = organization();
    Map<String, Object> invitation = Json.object(invite(organization, guests(), Map.of()));

    Map<String, Object> listed =
        Json.object(
            tenant
                .management()
                .get(path(organization) + "/invitations?include_totals=true&per_page=50"));

    assertThat(listed).containsOnlyKeys("invitations", "start", "limit").containsEntry("limit", 1L);
    assertThat(Json.objects(listed, "invitations").get(0))
        .containsEntry("id", invitation.get("id"));
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void knows_no_invitation_that_was_deleted() {
    Map<String, Object> organization = organization();
    Map<String, Object> invitation = Json.object(invite(organization, guests(), Map.of()));
    String path = path(organization) + "/invitations/" + Json.text(invitation, "id");

    assertThat(tenant.management().delete(path)).hasStatus(204);

    assertThat(tenant.management().get(path))
        .isManagementError(404, "Not Found", "The invitation does not exist.")
        .hasErrorCode("inexistent_invitation");
  }

  @NotYetVerified(D)
  void invites_to_no_client_that_has_no_organizations() {
    Application client =
        tenant
            .fixtures()
            .web(Map.of("initiate_login_uri", LOGIN_ROUTE, "organization_usage", "deny"));

    assertThat(invite(organization(), client, Map.of()))
        .isManagementError(
            400, "Bad Request", "The specified client_id does not allow organizations.");
  }

  @NotYetVerified(D)
  void invites_with_no_role_that_is_not_there() {
    Map<String, Object> roles = Json.of("roles", List.of("rol_RbTA5m85G24ODe5i"));

    assertThat(invite(organization(), guests(), roles))
        .isManagementError(
            400,
            "Bad Request",
            "One or more of the specified roles do not exist: rol_RbTA5m85G24ODe5i");
  }

  @NotYetVerified(D)
  void invites_through_no_connection_that_is_not_enabled() {
    String connection = Json.text(tenant.fixtures().connection(Map.of()), "id");

    assertThat(invite(organization(), guests(), Json.of("connection_id", connection)))
        .isManagementError(
            400,
            "Bad Request",
            "The specified connection (" + connection + ") is not enabled for the organization");
  }

  @VerifiedAgainstAuth0(on = "2026-08-14", by = RECORDING)
  void lets_a_machine_act_for_an_organization() {
    Application machine = tenant.fixtures().machine(Map.of());
    Api api = tenant.fixtures().api(Map.of());
    String grant =
        tenant
            .fixtures()
            .grant(
                Json.of(
                    "client_id", machine.clientId(),
                    "audience", api.identifier(),
                    "scope", List.of("read:things"),
                    "organization_usage", "allow"));
    Map<String, Object> organization = organization();

    Reply reply =
        tenant.management().post(path(organization) + "/client-grants", Json.of("grant_id", grant));
    Reply listed =
        tenant.management().get(path(organization) + "/client-grants?include_totals=true");

    assertThat(reply)
        .hasStatus(201)
        .hasMember("client_id", machine.clientId())
        .hasMember("audience", api.identifier())
        .hasMember("scope", List.of("read:things"));
    assertThat(listed).hasMember("total", 1L);
    assertThat(Json.objects(Json.object(listed), "client_grants").get(0))
        .containsEntry("id", grant);
  }

  private Map<String, Object> organization() {
    return tenant
        .fixtures()
        .make("/organizations", Json.of("name", tenant.fixtures().newName("org")));
  }

  private Map<String, Object> role() {
    return tenant.fixtures().make("/roles", Json.of("name", tenant.fixtures().newName("role")));
  }

  private Reply join(Map<String, Object> organization, Person person) {
    return tenant
        .management()
        .post(path(organization) + "/members", Json.of("members", List.of(person.userId())));
  }

  private Reply enable(
      Map<String, Object> organization, Map<String, Object> connection, boolean membership) {
    return tenant
        .management()
        .post(
            path(organization) + "/enabled_connections",
            Json.of(
                "connection_id",
                Json.text(connection, "id"),
                "assign_membership_on_login",
                membership));
  }

  /** A client whose users may belong to organizations, and are invited. */
  private Application guests() {
    return tenant
        .fixtures()
        .web(Map.of("initiate_login_uri", LOGIN_ROUTE, "organization_usage", "allow"));
  }

  /** Invites somebody without sending a message. */
  private Reply invite(
      Map<String, Object> organization, Application client, Map<String, Object> more) {
    return tenant
        .management()
        .post(
            path(organization) + "/invitations",
            Json.with(
                Json.of(
                    "inviter",
                    Map.of("name", "A contract"),
                    "invitee",
                    Map.of("email", "fa0-contract@example.com"),
                    "client_id",
                    client.clientId(),
                    "send_invitation_email",
                    false),
                more));
  }

  private static String path(Map<String, Object> organization) {
    return "/organizations/" + Json.text(organization, "id");
  }

  private static String rolesOf(Map<String, Object> organization, Person person) {
    return path(organization) + "/members/" + ManagementApi.segment(person.userId()) + "/roles";
  }
}
