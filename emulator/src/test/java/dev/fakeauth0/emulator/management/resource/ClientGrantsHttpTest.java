package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ManagedTenant;
import dev.fakeauth0.emulator.ManagedTenant.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientGrantsHttpTest {

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void a_grant_is_listed_in_the_three_shapes() throws Exception {
    Answer made = grant("stranger", "https://api.example.com");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.id()).matches("cgr_[A-Za-z0-9]{16}");
    assertThat(made.body().string("subject_type")).contains("client");
    assertThat(tenant.call("GET", "client-grants?client_id=stranger").list()).hasSize(1);
    assertThat(
            tenant
                .call("GET", "client-grants?client_id=stranger&include_totals=true")
                .body()
                .asMap())
        .containsOnlyKeys("total", "start", "limit", "client_grants");
    assertThat(
            tenant
                .call("GET", "client-grants?client_id=stranger&include_totals=true&take=10")
                .body()
                .asMap())
        .containsOnlyKeys("client_grants");
  }

  @Test
  void a_grant_for_the_management_api_is_asked_for_by_its_identifier() throws Exception {
    String audience = tenant.auth0().issuer() + "api/v2/";

    List<String> audiences =
        tenant.call("GET", "client-grants?audience=" + audience).list().stream()
            .map(grant -> grant.string("audience", ""))
            .distinct()
            .toList();

    assertThat(audiences).containsExactly(audience);
  }

  @Test
  void all_scopes_take_the_place_of_some() throws Exception {
    Answer made = grant("stranger", "https://api.example.com");

    Answer all =
        tenant.call("PATCH", "client-grants/" + made.id(), Map.of("allow_all_scopes", true));

    assertThat(all.body().has("scope")).isFalse();
    assertThat(all.body().flag("allow_all_scopes", false)).isTrue();
  }

  @Test
  void what_is_not_there_cannot_be_granted() throws Exception {
    Answer api = grant("stranger", "https://nowhere.example");
    Answer twice = grant("m2m", "https://api.example.com");

    assertThat(api.status()).isEqualTo(404);
    assertThat(api.body().string("message")).contains("Resource server not found");
    assertThat(twice.status()).isEqualTo(409);
  }

  @Test
  void express_configuration_clients_have_the_grant_auth0_gives_them() throws Exception {
    String client =
        tenant
            .call("POST", "clients", Map.of("name", "OIN", "app_type", "express_configuration"))
            .body()
            .string("client_id", "");

    Answer refused = grant(client, "https://api.example.com");
    var own = tenant.call("GET", "client-grants?client_id=" + client).list();

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().string("errorCode")).contains("validation_error");
    assertThat(own).hasSize(1);
    assertThat(own.get(0).flag("is_system", false)).isTrue();
  }

  private Answer grant(String client, String audience) throws java.io.IOException {
    return tenant.call(
        "POST",
        "client-grants",
        Map.of("client_id", client, "audience", audience, "scope", List.of("read:messages")));
  }
}
