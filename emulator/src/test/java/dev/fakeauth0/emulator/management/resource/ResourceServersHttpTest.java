package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ManagedTenant;
import dev.fakeauth0.emulator.ManagedTenant.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResourceServersHttpTest {

  private static final String ORDERS = "https%3A%2F%2Forders.example";

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void an_api_is_found_by_id_and_by_identifier_however_often_it_is_encoded() throws Exception {
    Answer made = orders();

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.id()).matches("[0-9a-f]{24}");
    assertThat(made.body().number("token_lifetime_for_web")).contains(7200L);
    assertThat(tenant.call("GET", "resource-servers/" + made.id()).id()).isEqualTo(made.id());
    assertThat(tenant.call("GET", "resource-servers/" + ORDERS).id()).isEqualTo(made.id());
    assertThat(tenant.call("GET", "resource-servers/" + ORDERS.replace("%", "%25")).id())
        .isEqualTo(made.id());
  }

  @Test
  void two_apis_cannot_have_one_identifier() throws Exception {
    orders();

    Answer refused = orders();

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().string("message"))
        .contains("A resource server with the same identifier already exists.");
  }

  @Test
  void a_scope_that_is_gone_is_granted_no_longer() throws Exception {
    Answer made = orders();
    Answer grant =
        tenant.call(
            "POST",
            "client-grants",
            Map.of(
                "client_id",
                "m2m",
                "audience",
                "https://orders.example",
                "scope",
                List.of("read:orders", "write:orders")));

    Answer changed =
        tenant.call(
            "PATCH",
            "resource-servers/" + made.id(),
            Map.of("scopes", List.of(Map.of("value", "read:orders"))));

    assertThat(changed.status()).isEqualTo(200);
    assertThat(tenant.call("GET", "client-grants/" + grant.id()).body().strings("scope"))
        .containsExactly("read:orders");
  }

  @Test
  void grants_go_with_their_api() throws Exception {
    Answer made = orders();
    Answer grant =
        tenant.call(
            "POST",
            "client-grants",
            Map.of("client_id", "m2m", "audience", "https://orders.example", "scope", List.of()));

    Answer deleted = tenant.call("DELETE", "resource-servers/" + made.id());

    assertThat(deleted.status()).isEqualTo(204);
    assertThat(tenant.call("GET", "client-grants/" + grant.id()).status()).isEqualTo(404);
  }

  @Test
  void auth0s_own_apis_stay_as_they_are() throws Exception {
    Answer express =
        tenant.call(
            "POST", "resource-servers", Map.of("identifier", "urn:auth0:express-configure"));
    Answer refused =
        tenant.call("PATCH", "resource-servers/" + express.id(), Map.of("name", "Mine"));

    assertThat(express.body().string("name")).contains("Okta OIN Express Configuration API");
    assertThat(express.body().flag("is_system", false)).isTrue();
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().string("message"))
        .contains("System resource servers cannot be patched.");
  }

  @Test
  void the_management_api_is_listed_under_the_identifier_its_callers_use() throws Exception {
    String identifier = tenant.auth0().issuer() + "api/v2/";

    List<String> listed =
        tenant.call("GET", "resource-servers").list().stream()
            .map(api -> api.string("identifier", ""))
            .toList();

    assertThat(listed).contains(identifier);
  }

  private Answer orders() throws java.io.IOException {
    return tenant.call(
        "POST",
        "resource-servers",
        Map.of(
            "name",
            "Orders",
            "identifier",
            "https://orders.example",
            "scopes",
            List.of(Map.of("value", "read:orders"), Map.of("value", "write:orders"))));
  }
}
