package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AttackProtectionHttpTest {

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void merges_what_is_said_of_one_stage_into_the_rest() {
    var patched =
        tenant.patch(
            "attack-protection/suspicious-ip-throttling",
            "{\"stage\": {\"pre-login\": {\"max_attempts\": 5}}}");

    Document stage = patched.document().object("stage").orElseThrow();
    assertThat(patched.status()).isEqualTo(200);
    assertThat(stage.object("pre-login")).contains(Document.of("max_attempts", 5, "rate", 864000));
    assertThat(stage.has("pre-user-registration")).isTrue();
    assertThat(patched.document().flag("enabled", false)).isTrue();
  }

  @Test
  void reads_back_what_was_set() {
    tenant.patch(
        "attack-protection/brute-force-protection",
        "{\"max_attempts\": 3, \"shields\": [\"block\"]}");

    Document read = tenant.get("attack-protection/brute-force-protection").document();

    assertThat(read.number("max_attempts")).contains(3L);
    assertThat(read.strings("shields")).containsExactly("block");
    assertThat(read.string("mode")).contains("count_per_identifier_and_ip");
  }

  @Test
  void does_not_show_the_secrets_of_a_captcha() {
    var patched =
        tenant.patch(
            "attack-protection/captcha",
            """
            {"active_provider_id": "hcaptcha",
             "hcaptcha": {"site_key": "seen", "secret": "hush"}}
            """);

    assertThat(patched.document().string("active_provider_id")).contains("hcaptcha");
    assertThat(patched.text()).contains("seen").doesNotContain("hush");
  }

  @Test
  void changes_nothing_when_a_shield_is_unknown() {
    var refused =
        tenant.patch(
            "attack-protection/brute-force-protection",
            "{\"max_attempts\": 3, \"shields\": [\"moat\"]}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("No enum match for: moat").contains("invalid_body");
    assertThat(
            tenant
                .get("attack-protection/brute-force-protection")
                .document()
                .number("max_attempts"))
        .contains(10L);
  }
}
