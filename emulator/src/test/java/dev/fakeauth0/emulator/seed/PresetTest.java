package dev.fakeauth0.emulator.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Client.AuthenticationMethod;
import dev.fakeauth0.emulator.tenant.ClientGrant;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PresetTest {

  private final TenantState tenant = Seeded.preset("default");

  @Test
  void default_has_an_api_with_two_scopes() {
    ResourceServer api = tenant.api("https://api.example.com").orElseThrow();

    assertThat(api.scopes()).containsExactly("read:messages", "write:messages");
    assertThat(api.signingAlgorithm()).isEqualTo("RS256");
    assertThat(api.dialect()).isEqualTo(ResourceServer.Dialect.ACCESS_TOKEN);
    assertThat(api.tokenLifetime()).isEqualTo(Duration.ofSeconds(86400));
    assertThat(api.id()).matches("[0-9a-f]{24}");
  }

  @Test
  void default_has_the_management_api_with_all_its_scopes() {
    ResourceServer api = tenant.api(ManagementApi.IDENTIFIER).orElseThrow();

    assertThat(api.scopes()).hasSize(254).contains("read:users", "update:users_app_metadata");
    assertThat(api.document().flag("is_system", false)).isTrue();
  }

  @Test
  void default_has_an_m2m_client_granted_both_scopes() {
    Client client = tenant.clients().find("m2m").orElseThrow();

    ClientGrant grant =
        tenant.clientGrant(client, "https://api.example.com", "client").orElseThrow();

    assertThat(client.secret()).contains("m2m-secret");
    assertThat(client.grantTypes()).containsExactly("client_credentials");
    assertThat(grant.scopes()).containsExactly("read:messages", "write:messages");
    assertThat(grant.id()).matches("cgr_[A-Za-z0-9]{16}");
    assertThat(grant.organizationUsage()).isEqualTo(ClientGrant.OrganizationUsage.DENY);
  }

  @Test
  void default_has_a_management_client_granted_every_scope() {
    Client client = tenant.clients().find("management").orElseThrow();

    ClientGrant grant =
        tenant.clientGrant(client, ManagementApi.IDENTIFIER, "client").orElseThrow();

    assertThat(client.secret()).contains("management-secret");
    assertThat(grant.allowAllScopes()).isTrue();
  }

  @Test
  void default_has_a_stranger_without_client_grant() {
    Client client = tenant.clients().find("stranger").orElseThrow();

    assertThat(client.secret()).contains("stranger-secret");
    assertThat(tenant.audiencesOf("stranger")).isEmpty();
  }

  @Test
  void default_has_a_web_app_and_a_single_page_app() {
    Client web = tenant.clients().find("web").orElseThrow();
    Client spa = tenant.clients().find("spa").orElseThrow();

    assertThat(web.secret()).contains("web-secret");
    assertThat(web.grantTypes()).containsExactly("authorization_code", "refresh_token");
    assertThat(web.document().strings("callbacks")).contains("http://localhost:3000/callback");
    assertThat(spa.authenticationMethod()).isEqualTo(AuthenticationMethod.NONE);
    assertThat(spa.document().strings("allowed_logout_urls"))
        .containsExactly("http://localhost:3000");
  }

  @Test
  void default_has_two_users_in_its_database() {
    var users = tenant.users().all();

    assertThat(users)
        .extracting(user -> user.document().string("email", ""))
        .containsExactly("ada@example.com", "bob@example.com");
    assertThat(tenant.collection("connections").all())
        .extracting(database -> database.document().string("name", ""))
        .containsExactly("Username-Password-Authentication");
  }

  @Test
  void an_unknown_preset_is_refused_with_those_there_are() {
    assertThatThrownBy(() -> SeedDocument.preset("defualt"))
        .isInstanceOf(InvalidSeed.class)
        .hasMessage(
            "preset:defualt: there is no such preset; allowed: default, mcp, organizations, opaque");
  }
}
