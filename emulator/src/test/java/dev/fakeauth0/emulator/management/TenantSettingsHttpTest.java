package dev.fakeauth0.emulator.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ManagedTenant;
import dev.fakeauth0.emulator.ManagedTenant.Answer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TenantSettingsHttpTest {

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void shows_a_fresh_tenants_settings() throws Exception {
    Answer read = tenant.call("GET", "tenants/settings");

    assertThat(read.status()).isEqualTo(200);
    assertThat(read.body().has("friendly_name")).isFalse();
    assertThat(read.body().number("session_lifetime")).contains(168L);
    assertThat(read.body().strings("enabled_locales")).containsExactly("en");
  }

  @Test
  void merges_flags_and_reckons_minutes_as_hours() throws Exception {
    Answer changed =
        tenant.call(
            "PATCH",
            "tenants/settings",
            Map.of(
                "session_lifetime_in_minutes",
                600,
                "flags",
                Map.of("revoke_refresh_token_grant", true)));

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.body().number("session_lifetime")).contains(10L);
    assertThat(
            changed.body().object("flags").orElseThrow().flag("revoke_refresh_token_grant", false))
        .isTrue();
    assertThat(changed.body().object("flags").orElseThrow().flag("enable_sso", false)).isTrue();
  }

  @Test
  void lets_the_default_audience_take_effect_on_the_next_token() throws Exception {
    tenant.call("PATCH", "tenants/settings", Map.of("default_audience", "https://api.example.com"));

    Answer read = tenant.call("GET", "tenants/settings?fields=default_audience");

    assertThat(read.text()).isEqualTo("{\"default_audience\":\"https://api.example.com\"}");
    assertThat(tenant.auth0().snapshot()).contains("\"default_audience\"");
  }
}
