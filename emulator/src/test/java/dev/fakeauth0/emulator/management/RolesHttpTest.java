package dev.fakeauth0.emulator.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ManagedTenant;
import dev.fakeauth0.emulator.ManagedTenant.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RolesHttpTest {

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void makes_reads_changes_lists_and_deletes_a_role() throws Exception {
    Answer made = tenant.call("POST", "roles", Map.of("name", "admin", "description", "All"));
    Answer changed = tenant.call("PATCH", "roles/" + made.id(), Map.of("description", "Some"));
    Answer read = tenant.call("GET", "roles/" + made.id());
    Answer listed = tenant.call("GET", "roles");
    Answer deleted = tenant.call("DELETE", "roles/" + made.id());
    Answer gone = tenant.call("GET", "roles/" + made.id());

    assertThat(made.status()).isEqualTo(200);
    assertThat(made.id()).matches("rol_[A-Za-z0-9]{16}");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(read.body().string("description")).contains("Some");
    assertThat(listed.list()).hasSize(1);
    assertThat(deleted.text()).isEqualTo("{}");
    assertThat(gone.text())
        .isEqualTo(
            "{\"statusCode\":404,\"error\":\"Not Found\",\"message\":\"The role does not exist.\"}");
  }

  @Test
  void lists_in_three_shapes() throws Exception {
    for (String name : List.of("a", "b", "c")) {
      tenant.call("POST", "roles", Map.of("name", name));
    }

    Answer plain = tenant.call("GET", "roles?per_page=2&page=1");
    Answer totals = tenant.call("GET", "roles?per_page=2&include_totals=true");

    assertThat(plain.list()).hasSize(1);
    assertThat(totals.body().number("total")).contains(3L);
    assertThat(totals.body().number("start")).contains(0L);
    assertThat(totals.body().objects("roles")).hasSize(2);
  }

  @Test
  void joins_users_to_roles_and_shows_both_sides() throws Exception {
    String role = tenant.call("POST", "roles", Map.of("name", "admin")).id();
    String user = tenant.call("GET", "users").list().get(0).string("user_id").orElseThrow();

    Answer joined = tenant.call("POST", "roles/" + role + "/users", Map.of("users", List.of(user)));
    Answer users = tenant.call("GET", "roles/" + role + "/users?take=1");
    Answer roles = tenant.call("GET", "users/" + user.replace("|", "%7C") + "/roles");
    Answer parted =
        tenant.call(
            "DELETE",
            "users/" + user.replace("|", "%7C") + "/roles",
            Map.of("roles", List.of(role)));

    assertThat(joined.status()).isEqualTo(200);
    assertThat(users.body().objects("users").get(0).string("user_id")).contains(user);
    assertThat(users.body().has("next")).isFalse();
    assertThat(roles.list().get(0).string("name")).contains("admin");
    assertThat(parted.status()).isEqualTo(204);
    assertThat(tenant.call("GET", "roles/" + role + "/users").list()).isEmpty();
  }

  @Test
  void gives_permissions_of_an_api_to_a_role() throws Exception {
    String role = tenant.call("POST", "roles", Map.of("name", "admin")).id();
    Map<String, Object> known =
        Map.of(
            "permission_name",
            "read:messages",
            "resource_server_identifier",
            "https://api.example.com");
    Map<String, Object> unknown =
        Map.of("permission_name", "fly", "resource_server_identifier", "https://api.example.com");

    Answer given =
        tenant.call(
            "POST", "roles/" + role + "/permissions", Map.of("permissions", List.of(known)));
    Answer refused =
        tenant.call(
            "POST", "roles/" + role + "/permissions", Map.of("permissions", List.of(unknown)));
    Answer listed = tenant.call("GET", "roles/" + role + "/permissions");

    assertThat(given.status()).isEqualTo(201);
    assertThat(refused.body().string("message"))
        .contains("This permission does not exist: 'https://api.example.com - fly'");
    assertThat(refused.body().string("errorCode"))
        .contains("inexistent_resource_server_permission");
    assertThat(listed.list())
        .singleElement()
        .satisfies(
            permission ->
                assertThat(permission.string("resource_server_name")).contains("Example API"));
  }

  @Test
  void refuses_a_name_that_is_taken_and_changes_nothing() throws Exception {
    tenant.call("POST", "roles", Map.of("name", "admin"));

    Answer again = tenant.call("POST", "roles", Map.of("name", "admin"));

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.body().string("message")).contains("The role already exists.");
    assertThat(tenant.call("GET", "roles").list()).hasSize(1);
  }

  @Test
  void refuses_what_the_schema_does_not_take() throws Exception {
    Answer missing = tenant.call("POST", "roles", Map.of());
    Answer unknown = tenant.call("POST", "roles", Map.of("name", "a", "colour", "red"));
    Answer query = tenant.call("GET", "roles?per_page=1000");
    Answer malformed = tenant.call("POST", "roles", "{\"name\":");

    assertThat(missing.body().string("message"))
        .contains("Payload validation error: 'Missing required property: name'.");
    assertThat(missing.body().string("errorCode")).contains("invalid_body");
    assertThat(unknown.body().string("message"))
        .contains("Payload validation error: 'Additional properties not allowed: colour'.");
    assertThat(query.body().string("errorCode")).contains("invalid_query_string");
    assertThat(malformed.body().string("message")).contains("Invalid request payload JSON format");
  }

  @Test
  void takes_what_looks_like_an_attack_for_an_unknown_id() throws Exception {
    for (String id : List.of("..%2F..%2Fclients", "%00", "a%2Fusers", "x".repeat(2000))) {
      assertThat(tenant.call("GET", "roles/" + id).status()).as(id).isEqualTo(404);
    }
  }
}
