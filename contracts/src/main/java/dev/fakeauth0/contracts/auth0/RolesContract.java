package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.util.List;
import java.util.Map;

/** Roles, permissions and who has them (Auth0 docs, "Role-Based Access Control"). */
@SuppressWarnings("MemberName") // Sentences.
final class RolesContract {

  private static final String READ = "read:things";

  private final Tenant tenant;

  RolesContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @VerifiedAgainstAuth0(on = "2026-08-14", by = RECORDING)
  void makes_a_role_with_200_rather_than_201() {
    String name = tenant.fixtures().newName("role");

    Reply reply = tenant.management().post("/roles", Json.of("name", name));

    assertThat(reply).hasStatus(200).hasMember("name", name);
    String id = Json.text(Json.object(reply), "id");
    tenant.fixtures().remove("/roles/" + id);
    assertThat(id).matches("rol_[A-Za-z0-9]{16}");
  }

  @VerifiedAgainstAuth0(on = "2026-08-14", by = RECORDING)
  void says_that_a_role_is_the_tenants() {
    assertThat(role()).containsEntry("type", "tenant");
  }

  @VerifiedAgainstAuth0(on = "2026-08-14", by = RECORDING)
  void changes_a_role() {
    Map<String, Object> role = role();

    Reply reply =
        tenant
            .management()
            .patch("/roles/" + Json.text(role, "id"), Json.of("description", "Another"));

    assertThat(reply)
        .hasStatus(200)
        .hasMember("name", Json.text(role, "name"))
        .hasMember("description", "Another");
  }

  @VerifiedAgainstAuth0(on = "2026-08-14", by = RECORDING)
  void deletes_a_role_with_200_and_an_empty_object() {
    Reply reply = tenant.management().delete("/roles/" + Json.text(role(), "id"));

    assertThat(reply).hasStatus(200);
    assertThat(reply.body()).isEqualTo("{}");
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void cannot_delete_a_role_twice() {
    String id = Json.text(role(), "id");
    tenant.management().delete("/roles/" + id);

    assertThat(tenant.management().delete("/roles/" + id))
        .isManagementError(404, "Not Found", "The role does not exist.");
  }

  @NotYetVerified(D)
  void lets_no_two_roles_have_one_name() {
    String name = Json.text(role(), "name");

    Reply reply = tenant.management().post("/roles", Json.of("name", name));

    if (reply.status() == 200) {
      tenant.fixtures().remove("/roles/" + Json.text(Json.object(reply), "id"));
    }
    assertThat(reply).isManagementError(409, "Conflict", "The role already exists.");
  }

  @NotYetVerified(D)
  void finds_roles_by_a_part_of_their_name() {
    Map<String, Object> role = role();

    Reply reply =
        tenant
            .management()
            .call("GET", "/roles")
            .query("name_filter", Json.text(role, "name"))
            .send();

    assertThat(Json.objects(reply))
        .singleElement()
        .satisfies(one -> assertThat(one).containsEntry("id", Json.text(role, "id")));
  }

  @VerifiedAgainstAuth0(on = "2023-01-26", by = RECORDING)
  void gives_a_role_permissions_with_201_and_an_empty_object() {
    Reply reply = permit(role(), tenant.fixtures().api(Map.of()), READ);

    assertThat(reply).hasStatus(201);
    assertThat(reply.body()).isEqualTo("{}");
  }

  @VerifiedAgainstAuth0(on = "2023-01-26", by = RECORDING)
  void lists_the_permissions_of_a_role_with_the_names_of_their_api() {
    Map<String, Object> role = role();
    Api api = tenant.fixtures().api(Map.of());
    permit(role, api, READ);

    Reply reply =
        tenant
            .management()
            .get("/roles/" + Json.text(role, "id") + "/permissions?include_totals=true");

    assertThat(reply).hasStatus(200).hasMember("total", 1L);
    assertThat(Json.objects(Json.object(reply), "permissions"))
        .singleElement()
        .satisfies(
            permission ->
                assertThat(permission)
                    .containsOnlyKeys(
                        "permission_name",
                        "description",
                        "resource_server_name",
                        "resource_server_identifier")
                    .containsEntry("permission_name", READ)
                    .containsEntry("resource_server_identifier", api.identifier()));
  }

  @VerifiedAgainstAuth0(on = "2023-01-26", by = RECORDING)
  void takes_a_permission_from_a_role_with_204() {
    Map<String, Object> role = role();
    Api api = tenant.fixtures().api(Map.of());
    permit(role, api, READ);
    String path = "/roles/" + Json.text(role, "id") + "/permissions";

    Reply reply = tenant.management().call("DELETE", path).json(permissions(api, READ)).send();

    assertThat(reply).hasStatus(204);
    assertThat(tenant.management().get(path).body()).isEqualTo("[]");
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void knows_no_permission_that_the_api_does_not_have() {
    String user = tenant.fixtures().person().userId();
    Api api = tenant.fixtures().api(Map.of());

    Reply reply =
        tenant
            .management()
            .post(ofUser(user) + "/permissions", permissions(api, "nonsense:things"));

    assertThat(reply)
        .isManagementError(
            404,
            "Not Found",
            "This permission does not exist: '" + api.identifier() + " - nonsense:things'")
        .hasErrorCode("inexistent_resource_server_permission");
  }

  @VerifiedAgainstAuth0(on = "2023-03-14", by = RECORDING)
  void gives_users_a_role_with_200_and_an_empty_object() {
    String user = tenant.fixtures().person().userId();

    Reply reply =
        tenant
            .management()
            .post("/roles/" + Json.text(role(), "id") + "/users", Json.of("users", List.of(user)));

    assertThat(reply).hasStatus(200);
    assertThat(reply.body()).isEqualTo("{}");
  }

  @VerifiedAgainstAuth0(on = "2023-03-14", by = RECORDING)
  void lists_the_users_of_a_role_in_brief() {
    Person person = tenant.fixtures().person();
    Map<String, Object> role = role();
    tenant
        .management()
        .post(
            "/roles/" + Json.text(role, "id") + "/users",
            Json.of("users", List.of(person.userId())));

    Reply reply = tenant.management().get("/roles/" + Json.text(role, "id") + "/users?take=10");

    assertThat(Json.objects(Json.object(reply), "users"))
        .singleElement()
        .satisfies(
            user ->
                assertThat(user)
                    .containsOnlyKeys("user_id", "email", "picture", "name")
                    .containsEntry("user_id", person.userId())
                    .containsEntry("email", person.email()));
  }

  @VerifiedAgainstAuth0(on = "2025-02-14", by = RECORDING)
  void gives_a_user_roles_with_204() {
    String user = tenant.fixtures().person().userId();

    Reply reply = assign(user, role());

    assertThat(reply).hasStatus(204);
    assertThat(reply.body()).isEmpty();
  }

  @VerifiedAgainstAuth0(on = "2025-02-14", by = RECORDING)
  void lists_and_counts_the_roles_of_a_user() {
    String user = tenant.fixtures().person().userId();
    Map<String, Object> role = role();
    assign(user, role);

    Reply reply = tenant.management().get(ofUser(user) + "/roles?include_totals=true&per_page=9");

    assertThat(reply).hasMember("start", 0L).hasMember("limit", 9L).hasMember("total", 1L);
    assertThat(Json.objects(Json.object(reply), "roles"))
        .singleElement()
        .satisfies(
            one ->
                assertThat(one)
                    .containsEntry("id", Json.text(role, "id"))
                    .containsEntry("name", Json.text(role, "name")));
  }

  @VerifiedAgainstAuth0(on = "2025-02-14", by = RECORDING)
  void takes_a_role_from_a_user_with_204() {
    String user = tenant.fixtures().person().userId();
    Map<String, Object> role = role();
    assign(user, role);

    Reply reply =
        tenant
            .management()
            .call("DELETE", ofUser(user) + "/roles")
            .json(Json.of("roles", List.of(Json.text(role, "id"))))
            .send();

    assertThat(reply).hasStatus(204);
    assertThat(tenant.management().get(ofUser(user) + "/roles").body()).isEqualTo("[]");
  }

  @VerifiedAgainstAuth0(on = "2025-02-14", by = RECORDING)
  void says_that_a_permission_is_the_users_own() {
    String user = tenant.fixtures().person().userId();
    Api api = tenant.fixtures().api(Map.of());
    Reply given = tenant.management().post(ofUser(user) + "/permissions", permissions(api, READ));

    Reply listed =
        tenant.management().get(ofUser(user) + "/permissions?include_totals=true&per_page=9");

    assertThat(given).hasStatus(201);
    assertThat(given.body()).isEqualTo("{}");
    assertThat(listed).hasMember("total", 1L);
    assertThat(Json.objects(Json.object(listed), "permissions").get(0))
        .containsEntry(
            "sources",
            List.of(Json.of("source_id", "", "source_name", "", "source_type", "DIRECT")));
  }

  @NotYetVerified(D)
  void says_from_which_role_a_permission_comes() {
    String user = tenant.fixtures().person().userId();
    Map<String, Object> role = role();
    permit(role, tenant.fixtures().api(Map.of()), READ);
    assign(user, role);

    Reply listed = tenant.management().get(ofUser(user) + "/permissions");

    assertThat(Json.objects(listed).get(0))
        .containsEntry(
            "sources",
            List.of(
                Json.of(
                    "source_id",
                    Json.text(role, "id"),
                    "source_name",
                    Json.text(role, "name"),
                    "source_type",
                    "ROLE")));
  }

  @VerifiedAgainstAuth0(on = "2025-02-14", by = RECORDING)
  void takes_a_permission_from_a_user_with_204() {
    String user = tenant.fixtures().person().userId();
    Map<String, Object> permissions = permissions(tenant.fixtures().api(Map.of()), READ);
    tenant.management().post(ofUser(user) + "/permissions", permissions);

    Reply reply =
        tenant.management().call("DELETE", ofUser(user) + "/permissions").json(permissions).send();

    assertThat(reply).hasStatus(204);
    assertThat(tenant.management().get(ofUser(user) + "/permissions").body()).isEqualTo("[]");
  }

  private Map<String, Object> role() {
    return tenant
        .fixtures()
        .make(
            "/roles",
            Json.of("name", tenant.fixtures().newName("role"), "description", "Of a contract"));
  }

  private Reply permit(Map<String, Object> role, Api api, String permission) {
    return tenant
        .management()
        .post("/roles/" + Json.text(role, "id") + "/permissions", permissions(api, permission));
  }

  private Reply assign(String user, Map<String, Object> role) {
    return tenant
        .management()
        .post(ofUser(user) + "/roles", Json.of("roles", List.of(Json.text(role, "id"))));
  }

  private static Map<String, Object> permissions(Api api, String name) {
    return Json.of(
        "permissions",
        List.of(Json.of("resource_server_identifier", api.identifier(), "permission_name", name)));
  }

  private static String ofUser(String id) {
    return "/users/" + ManagementApi.segment(id);
  }
}
