package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HooksHttpTest {

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void writes_the_name_in_kebab_case() {
    var created = create("My hook520");

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.string("name")).isEqualTo("my-hook-520");
    assertThat(created.string("id")).matches("[0-9A-Z]{26}");
    assertThat(created.document().flag("enabled", true)).isFalse();
  }

  @Test
  void names_secrets_and_never_shows_them() {
    String id = create("secretive").string("id");
    tenant.post("hooks/" + id + "/secrets", "{\"ONE\": \"hush\", \"TWO\": \"hush\"}");
    tenant.send("DELETE", "hooks/" + id + "/secrets", "[\"ONE\"]");

    var secrets = tenant.get("hooks/" + id + "/secrets");

    assertThat(secrets.text()).isEqualTo("{\"TWO\":\"_VALUE_NOT_SHOWN_\"}");
  }

  @Test
  void does_not_know_a_hook_that_was_deleted() {
    String id = create("gone").string("id");
    tenant.delete("hooks/" + id);

    var refused = tenant.delete("hooks/" + id);

    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.string("errorCode")).isEqualTo("HookDoesNotExist");
    assertThat(refused.string("message")).isEqualTo("Error: Hook does not exist");
  }

  private ManagedTenant.Reply create(String name) {
    return tenant.post(
        "hooks",
        """
        {"name": "%s", "script": "module.exports = () => {}", "triggerId": "pre-user-registration"}
        """
            .formatted(name));
  }
}
