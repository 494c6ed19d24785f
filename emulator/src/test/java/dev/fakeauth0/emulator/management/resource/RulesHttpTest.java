package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RulesHttpTest {

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void puts_a_new_rule_behind_the_others() {
    var first = create("one", true);
    var second = create("two", false);

    assertThat(first.document().number("order")).contains(1L);
    assertThat(second.document().number("order")).contains(2L);
    assertThat(second.document().string("stage")).contains("login_success");
    assertThat(tenant.get("rules?enabled=true").documents())
        .extracting(rule -> rule.string("name", ""))
        .containsExactly("one");
  }

  @Test
  void keeps_settings_of_rules_without_showing_them() {
    var set = tenant.put("rules-configs/KEY", "{\"value\": \"hush\"}");

    var listed = tenant.get("rules-configs");

    assertThat(set.text()).isEqualTo("{\"key\":\"KEY\",\"value\":\"hush\"}");
    assertThat(listed.text()).isEqualTo("[{\"key\":\"KEY\"}]");
    assertThat(tenant.delete("rules-configs/KEY").status()).isEqualTo(204);
    assertThat(tenant.delete("rules-configs/KEY").status()).isEqualTo(204);
  }

  private ManagedTenant.Reply create(String name, boolean enabled) {
    return tenant.post(
        "rules",
        "{\"name\": \"%s\", \"script\": \"function (u, c, cb) {}\", \"enabled\": %s}"
            .formatted(name, enabled));
  }
}
