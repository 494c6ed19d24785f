package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.journal.JournalEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a seed has under the Deploy CLI's keys is managed, and written again. */
class SeededFeaturesHttpTest {

  private static final String SEED =
      """
      actions:
      - name: Enrich
        code: exports.onExecutePostLogin = async () => {}
        supported_triggers: [{id: post-login, version: v3}]
        deployed: true
        secrets: [{name: KEY, value: hush}]
      triggers:
        post-login: [{action_name: Enrich, display_name: First}]
      attackProtection:
        bruteForceProtection: {max_attempts: 3}
      branding:
        logo_url: https://example.com/logo.png
        templates: [{template: universal_login, body: "<html></html>"}]
      emailTemplates: [{template: verify_email, subject: Hello, enabled: true}]
      guardianFactors: [{name: otp, enabled: true}]
      guardianPolicies: {policies: [all-applications]}
      hooks:
      - {name: one, script: "//", triggerId: pre-user-registration, secrets: {S: hush}}
      logStreams: [{name: dog, type: datadog, sink: {datadogApiKey: k, datadogRegion: eu}}]
      prompts:
        identifier_first: false
        customText: {en: {login: {login: {title: Hi}}}}
        partials: {signup: {signup: {form-content-start: <b>}}}
      rules: [{name: old, script: "//", order: 4}]
      rulesConfigs: [{key: K, value: hush}]
      """;

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void reads_actions_of_a_seed_with_what_they_are_bound_to() {
    tenant.auth0().seed(SEED);

    Document action = tenant.get("actions/actions").document().objects("actions").get(0);
    Document bindings = tenant.get("actions/triggers/post-login/bindings").document();
    assertThat(action.string("status")).contains("built");
    assertThat(action.flag("all_changes_deployed", false)).isTrue();
    assertThat(action.object("deployed_version").orElseThrow().number("number")).contains(1L);
    assertThat(bindings.objects("bindings"))
        .extracting(binding -> binding.string("display_name", ""))
        .containsExactly("First");
  }

  @Test
  void completes_settings_that_a_seed_has_in_part() {
    tenant.auth0().seed(SEED);

    Document protection = tenant.get("attack-protection/brute-force-protection").document();
    assertThat(protection.number("max_attempts")).contains(3L);
    assertThat(protection.string("mode")).contains("count_per_identifier_and_ip");
    assertThat(tenant.get("branding").text()).contains("logo.png").doesNotContain("templates");
    assertThat(tenant.get("branding/templates/universal-login").string("body"))
        .isEqualTo("<html></html>");
    assertThat(tenant.get("guardian/factors").text())
        .contains("{\"name\":\"otp\",\"enabled\":true");
    assertThat(tenant.get("guardian/policies").text()).isEqualTo("[\"all-applications\"]");
    assertThat(tenant.get("prompts/login/custom-text/en").text()).contains("Hi");
    assertThat(tenant.get("prompts").text()).contains("false").doesNotContain("customText");
    assertThat(tenant.get("log-streams").documents().get(0).string("status")).contains("active");
  }

  @Test
  void writes_a_tenant_that_reads_the_same() {
    tenant.auth0().seed(SEED);
    tenant.put("guardian/factors/sms", "{\"enabled\": true}");
    String written = tenant.auth0().snapshot();

    try (ManagedTenant other = new ManagedTenant()) {
      other.auth0().seed(written);

      assertThat(other.get("actions/actions").text())
          .isEqualTo(tenant.get("actions/actions").text());
      assertThat(other.get("hooks").text()).isEqualTo(tenant.get("hooks").text());
      assertThat(other.get("guardian/factors").text())
          .isEqualTo(tenant.get("guardian/factors").text());
      assertThat(other.auth0().snapshot()).isEqualTo(written);
    }
  }

  @Test
  void shows_no_secret_in_the_journal() {
    tenant.auth0().seed(SEED);
    String hook = tenant.get("hooks").documents().get(0).string("id", "");
    tenant.post("hooks/" + hook + "/secrets", "{\"T\": \"hush\"}");
    tenant.put("rules-configs/L", "{\"value\": \"hush\"}");
    tenant.post(
        "actions/actions",
        """
        {"name": "Two", "supported_triggers": [{"id": "post-login", "version": "v3"}],
         "secrets": [{"name": "KEY", "value": "hush"}]}
        """);
    tenant.post(
        "emails/provider",
        """
        {"name": "smtp", "credentials": {"smtp_host": "h", "smtp_port": 25, "smtp_user": "u",
                                         "smtp_pass": "hush"}}
        """);

    assertThat(tenant.auth0().journal().entries())
        .extracting(JournalEntry::toString)
        .noneMatch(entry -> entry.contains("hush"));
  }
}
