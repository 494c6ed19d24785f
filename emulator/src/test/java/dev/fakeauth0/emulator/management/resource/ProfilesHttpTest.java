package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ManagedTenant;
import dev.fakeauth0.emulator.ManagedTenant.Answer;
import dev.fakeauth0.emulator.json.Document;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProfilesHttpTest {

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void what_identifies_a_user_is_completed_with_the_defaults() throws Exception {
    Answer made = attributes(Map.of("scim_mapping", "userName"));

    Document userId = made.body().object("user_id").orElseThrow();
    assertThat(made.id()).matches("uap_[A-Za-z0-9]{22}");
    assertThat(userId.string("scim_mapping")).contains("userName");
    assertThat(userId.string("oidc_mapping")).contains("sub");
    assertThat(userId.strings("saml_mapping")).hasSize(3);
  }

  @Test
  void a_self_service_profile_refers_to_attributes_that_are_there() throws Exception {
    String attributes = attributes(Map.of()).id();

    Answer made =
        tenant.call(
            "POST",
            "self-service-profiles",
            Map.of("name", "sso", "user_attribute_profile_id", attributes));
    Answer missing = tenant.call("GET", "self-service-profiles/ssp_nobody");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().has("user_attributes")).isTrue();
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.body().string("message")).contains("Profile with ID: ssp_nobody not found");
  }

  @Test
  void its_texts_are_empty_until_they_are_set() throws Exception {
    String id = tenant.call("POST", "self-service-profiles", Map.of("name", "sso")).id();
    String path = "self-service-profiles/" + id + "/custom-text/en/get-started";

    Answer unset = tenant.call("GET", path);
    tenant.call("PUT", path, Map.of("introduction", "Welcome!"));

    assertThat(unset.text()).isEqualTo("{}");
    assertThat(tenant.call("GET", path).text()).isEqualTo("{\"introduction\":\"Welcome!\"}");
  }

  @Test
  void profiles_are_listed_with_a_cursor() throws Exception {
    attributes(Map.of());

    assertThat(tenant.call("GET", "user-attribute-profiles?take=10").body().asMap())
        .containsOnlyKeys("user_attribute_profiles");
    assertThat(tenant.call("GET", "token-exchange-profiles").body().asMap())
        .containsOnlyKeys("token_exchange_profiles");
  }

  private Answer attributes(Map<String, Object> userId) throws java.io.IOException {
    return tenant.call(
        "POST",
        "user-attribute-profiles",
        Map.of(
            "name",
            "attributes",
            "user_id",
            userId,
            "user_attributes",
            Map.of(
                "email",
                Map.of(
                    "description", "Email",
                    "label", "Email",
                    "profile_required", true,
                    "auth0_mapping", "email"))));
  }
}
