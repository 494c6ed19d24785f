package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ManagedTenant;
import dev.fakeauth0.emulator.ManagedTenant.Answer;
import dev.fakeauth0.emulator.json.Document;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrganizationsHttpTest {

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void makes_finds_and_deletes_an_organization_with_its_connections() throws Exception {
    String database = database("staff");
    Answer made =
        tenant.call(
            "POST",
            "organizations",
            Map.of(
                "name",
                "acme",
                "enabled_connections",
                List.of(Map.of("connection_id", database, "assign_membership_on_login", true))));
    Answer named = tenant.call("GET", "organizations/name/acme");
    Answer enabled = tenant.call("GET", "organizations/" + made.id() + "/enabled_connections");
    Answer deleted = tenant.call("DELETE", "organizations/" + made.id());
    Answer gone = tenant.call("GET", "organizations/" + made.id() + "/members");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().objects("enabled_connections")).hasSize(1);
    assertThat(made.body().objects("enabled_connections").get(0).asMap())
        .containsOnlyKeys(
            "connection_id",
            "assign_membership_on_login",
            "show_as_button",
            "is_signup_enabled",
            "connection");
    assertThat(named.id()).isEqualTo(made.id());
    assertThat(enabled.list().get(0).object("connection").orElseThrow().string("name"))
        .contains("staff");
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(gone.text()).contains("No organization found by that id or name");
  }

  @Test
  void gives_members_roles_and_takes_both_back() throws Exception {
    String organization = organization("acme");
    String user = user();
    String role = tenant.call("POST", "roles", Map.of("name", "admin")).id();
    String members = "organizations/" + organization + "/members";
    String roles = members + "/" + user.replace("|", "%7C") + "/roles";
    Answer joined = tenant.call("POST", members, Map.of("members", List.of(user)));
    Answer given = tenant.call("POST", roles, Map.of("roles", List.of(role)));
    Answer had = tenant.call("GET", roles);
    Answer listed = tenant.call("GET", members + "?fields=user_id,roles");
    tenant.call("DELETE", members, Map.of("members", List.of(user)));
    Answer left = tenant.call("GET", members);
    Answer without = tenant.call("GET", roles);

    assertThat(joined.status()).isEqualTo(204);
    assertThat(given.status()).isEqualTo(204);
    assertThat(had.list().get(0).asMap()).containsOnlyKeys("id", "name", "description");
    Document member = listed.list().get(0);
    assertThat(member.asMap()).containsOnlyKeys("user_id", "roles");
    assertThat(member.objects("roles").get(0).string("name")).contains("admin");
    assertThat(left.list()).isEmpty();
    assertThat(without.list()).isEmpty();
  }

  @Test
  void lets_people_sign_up_through_databases_that_make_them_members_only() throws Exception {
    String path = "organizations/" + organization("acme") + "/enabled_connections";
    String database = database("staff");

    Answer refused =
        tenant.call("POST", path, Map.of("connection_id", database, "is_signup_enabled", true));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text())
        .contains(
            "Only database connections with assign_membership_on_login = true support"
                + " is_signup_enabled = true.");
    assertThat(tenant.call("GET", path).list()).isEmpty();
  }

  @Test
  void refuses_to_add_a_connection_twice() throws Exception {
    String path = "organizations/" + organization("acme") + "/connections";
    Map<String, Object> connection = Map.of("connection_id", database("staff"));
    tenant.call("POST", path, connection);

    Answer again = tenant.call("POST", path, connection);

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.text()).contains("The organization connection already exists.");
  }

  @Test
  void invites_to_an_application_that_has_a_login_route() throws Exception {
    String path = "organizations/" + organization("acme") + "/invitations";
    Map<String, Object> invitation =
        Map.of(
            "inviter", Map.of("name", "Ada"),
            "invitee", Map.of("email", "bob@example.com"),
            "client_id", "web");
    tenant.call("PATCH", "clients/web", Map.of("organization_usage", "allow"));
    Answer homeless = tenant.call("POST", path, invitation);
    tenant.call("PATCH", "clients/web", Map.of("initiate_login_uri", "https://app.example/login"));
    Answer invited = tenant.call("POST", path, invitation);

    assertThat(homeless.status()).isEqualTo(400);
    assertThat(homeless.text()).contains("A default login route is required");
    assertThat(invited.status()).isEqualTo(201);
    assertThat(invited.body().string("invitation_url", ""))
        .startsWith("https://app.example/login?invitation=")
        .endsWith("&organization_name=acme");
  }

  @Test
  void proves_a_domain_by_a_record_and_finds_it_by_name() throws Exception {
    String organization = organization("acme");
    String path = "organizations/" + organization + "/discovery-domains";

    Answer made = tenant.call("POST", path, Map.of("domain", "acme.example"));
    Answer named = tenant.call("GET", path + "/name/acme.example");

    assertThat(made.body().string("status")).contains("pending");
    assertThat(made.body().string("verification_host"))
        .contains("_ss-verification." + organization + ".acme.example");
    assertThat(named.id()).isEqualTo(made.id());
  }

  @Test
  void writes_connections_and_domains_into_the_snapshot_and_reads_them_again() throws Exception {
    String organization = organization("acme");
    tenant.call(
        "POST",
        "organizations/" + organization + "/connections",
        Map.of("connection_id", database("staff"), "show_as_button", false));
    tenant.call(
        "POST",
        "organizations/" + organization + "/discovery-domains",
        Map.of("domain", "acme.example"));

    String snapshot = tenant.auth0().snapshot();

    assertThat(snapshot).contains("acme.example", "\"show_as_button\": false");
  }

  private String organization(String name) throws Exception {
    return tenant.call("POST", "organizations", Map.of("name", name)).id();
  }

  private String database(String name) throws Exception {
    return tenant.call("POST", "connections", Map.of("name", name, "strategy", "auth0")).id();
  }

  private String user() throws Exception {
    return tenant.call("GET", "users").list().get(0).string("user_id").orElseThrow();
  }
}
