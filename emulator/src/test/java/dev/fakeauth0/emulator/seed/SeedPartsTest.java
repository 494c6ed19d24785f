package dev.fakeauth0.emulator.seed;

import static dev.fakeauth0.seed.Seeds.aClient;
import static dev.fakeauth0.seed.Seeds.aUser;
import static dev.fakeauth0.seed.Seeds.anApi;
import static dev.fakeauth0.seed.Seeds.anOrganization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.ClientGrant;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.MfaFactors;
import dev.fakeauth0.emulator.tenant.RandomIdSource;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.tenant.TenantStore;
import dev.fakeauth0.seed.SeedPart;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeedPartsTest {

  private final TenantStore store =
      new TenantStore(Seeded.preset("default"), RandomIdSource.seeded(1));

  @Test
  void adds_an_api_and_a_client_granted_scopes_of_it() {
    seed(
        aClient("shop").withSecret("hush").grantedScopes("https://orders", "read:orders"),
        anApi("https://orders")
            .withScopes("read:orders")
            .signedWith("HS256")
            .dialect("rfc9068_profile")
            .withTokensFor(Duration.ofMinutes(5)));

    ResourceServer api = state().api("https://orders").orElseThrow();
    Client shop = state().clients().find("shop").orElseThrow();
    assertThat(api.signingAlgorithm()).isEqualTo("HS256");
    assertThat(api.signingSecret()).isPresent();
    assertThat(api.dialect()).isEqualTo(ResourceServer.Dialect.RFC9068_PROFILE);
    assertThat(api.tokenLifetime()).hasMinutes(5);
    assertThat(shop.secret()).contains("hush");
    assertThat(shop.grantTypes()).containsExactly("client_credentials");
    assertThat(state().clientGrant(shop, "https://orders", "client").orElseThrow().scopes())
        .containsExactly("read:orders");
  }

  @Test
  void a_users_second_factors_are_there_from_the_start() {
    List<Map<String, Map<String, String>>> factors =
        List.of(
            Map.of("totp", Map.of("secret", "JBSWY3DPEHPK3PXP")),
            Map.of("phone", Map.of("value", "+15550100")),
            Map.of("email", Map.of("value", "ada@other.example")));

    seed(aUser("grace@example.com").withId("auth0|grace").with("mfa_factors", factors));

    assertThat(MfaFactors.of("auth0|grace", state()))
        .extracting(factor -> (Object) factor.asMap())
        .isEqualTo(factors);
    assertThat(state().users().find("auth0|grace").orElseThrow().document().has("mfa_factors"))
        .isFalse();
  }

  @Test
  void what_is_there_under_the_same_name_is_replaced_and_keeps_its_id() {
    String api = state().api("https://api.example.com").orElseThrow().id();
    Client m2m = state().clients().find("m2m").orElseThrow();
    String grant = state().clientGrant(m2m, "https://api.example.com", "client").orElseThrow().id();

    seed(
        anApi("https://api.example.com").withScopes("read:all"),
        aClient("m2m").withSecret("new").grantedAllScopes("https://api.example.com"));

    ClientGrant replaced =
        state().clientGrant(m2m, "https://api.example.com", "client").orElseThrow();
    assertThat(state().api("https://api.example.com").orElseThrow().id()).isEqualTo(api);
    assertThat(state().api("https://api.example.com").orElseThrow().scopes())
        .containsExactly("read:all");
    assertThat(state().clients().find("m2m").orElseThrow().secret()).contains("new");
    assertThat(replaced.id()).isEqualTo(grant);
    assertThat(replaced.allowAllScopes()).isTrue();
    assertThat(state().clients().size()).isEqualTo(5);
  }

  @Test
  void a_client_that_gets_another_id_keeps_its_grants() {
    seed(aClient("m2m").withId("machine"));

    assertThat(state().clients().find("m2m")).isEmpty();
    assertThat(state().audiencesOf("machine")).containsExactly("https://api.example.com");
  }

  @Test
  void any_spelling_of_the_management_api_is_understood() {
    seed(
        aClient("a").grantedScopes("http://localhost:8080/api/v2/", "read:users"),
        aClient("b").grantedScopes("https://127.0.0.1:8443/api/v2/", "read:users"),
        aClient("c").grantedScopes(ManagementApi.IDENTIFIER, "read:users"));

    assertThat(List.of("a", "b", "c"))
        .allSatisfy(
            id -> assertThat(state().audiencesOf(id)).containsExactly(ManagementApi.IDENTIFIER));
  }

  @Test
  void binds_clients_and_users_to_organizations() {
    seed(
        anOrganization("acme").withId("org_0123456789abcdef").withClientGrantsOf("worker"),
        aClient("worker")
            .grantedScopes("https://api.example.com", "read:messages")
            .requiringOrganizations(),
        aUser("carol@example.com").inOrganization("acme"));

    ClientGrant grant =
        state()
            .clientGrant(
                state().clients().find("worker").orElseThrow(), "https://api.example.com", "client")
            .orElseThrow();
    assertThat(grant.organizationUsage()).isEqualTo(ClientGrant.OrganizationUsage.REQUIRE);
    assertThat(state().organizations().find("org_0123456789abcdef").orElseThrow().clientGrants())
        .containsExactly(grant.id());
    assertThat(state().users().all()).hasSize(3);
  }

  @Test
  void makes_web_and_public_clients() {
    seed(
        aClient("site").redirectingTo("https://app.example/cb"),
        aClient("page").withoutSecret().redirectingTo("https://app.example/cb"));

    Client site = state().clients().find("site").orElseThrow();
    Client page = state().clients().find("page").orElseThrow();
    assertThat(site.grantTypes()).containsExactly("authorization_code", "refresh_token");
    assertThat(site.document().string("app_type")).contains("regular_web");
    assertThat(page.publicClient()).isTrue();
    assertThat(page.document().string("app_type")).contains("spa");
  }

  @Test
  void a_mistake_names_the_part_and_the_property() {
    assertThatThrownBy(() -> seed(aClient("shop").with("grant_types", "client_credentials")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("client \"shop\": grant_types: is text; allowed: an array, each element text");
    assertThatThrownBy(() -> seed(anApi("https://orders").signedWith("ES256")))
        .hasMessage(
            "API \"https://orders\": signing_alg: is ES256; allowed: HS256, RS256, RS512, PS256");
    assertThatThrownBy(() -> seed(anOrganization("Acme Inc")))
        .hasMessageStartingWith("organization \"Acme Inc\": name: is no organization's name");
    assertThatThrownBy(() -> seed(aUser("carol@example.com").with("passwrd", "x")))
        .hasMessage("user \"carol@example.com\": passwrd: unknown key; nearest: password");
    assertThatThrownBy(() -> seed(aClient("shop").grantedScopes("https://nowhere", "x")))
        .hasMessage(
            "client grant of \"shop\": audience: there is no API https://nowhere; allowed:"
                + " {issuer}api/v2/, https://api.example.com");
  }

  @Test
  void a_mistake_changes_nothing() {
    TenantState before = state();

    assertThatThrownBy(
            () -> seed(anApi("https://orders"), aClient("x").grantedScopes("https://nope")))
        .isInstanceOf(InvalidSeed.class);

    assertThat(state()).isSameAs(before);
  }

  @Test
  void the_same_parts_make_the_same_document_each_time() {
    SeedPart[] parts = {
      aUser("carol@example.com").inOrganization("acme", "admin"),
      anOrganization("acme").withClientGrant("m2m", "https://api.example.com")
    };

    assertThat(parts[0].resources().get("users").get(0).get("organizations"))
        .hasToString("[{name=acme, roles=[admin]}]");
    assertThat(parts[1].resources().get("organizations").get(0).get("client_grants"))
        .hasToString("[{client_id=m2m, audience=https://api.example.com}]");
  }

  @Test
  void a_part_of_ones_own_may_name_any_key() {
    SeedPart roles = () -> Map.of("roles", List.of(Map.of("name", "admin")));

    seed(roles, aUser("carol@example.com").withRoles("admin"));

    assertThat(state().collection("roles").findByKey("admin")).isPresent();
  }

  private void seed(SeedPart... parts) {
    SeedDocument seed = SeedDocument.of(List.of(parts));
    store.change(
        draft -> {
          seed.addTo(draft, Seeded.NOW);
          return seed;
        });
  }

  private TenantState state() {
    return store.state();
  }
}
