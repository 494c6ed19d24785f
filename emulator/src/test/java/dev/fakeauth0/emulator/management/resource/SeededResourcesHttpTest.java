package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.emulator.management.resource.ManagedTenant.Reply;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a seed holds is what the Management API serves. */
class SeededResourcesHttpTest {

  private static final Path SEED = Path.of("src", "test", "resources", "seed", "everything.yaml");

  private static ManagedTenant tenant;

  @BeforeAll
  static void start() {
    tenant = new ManagedTenant(EmulatorConfig.defaults().tenant(SEED.toString()));
  }

  @AfterAll
  static void stop() {
    tenant.close();
  }

  @ParameterizedTest(name = "{0} at {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tenant | tenants/settings | "friendly_name":"Everything"
          resourceServers | resource-servers/https%3A%2F%2Forders.example.com | "value":"write:orders"
          clients | clients | "client_metadata":{"team":"web"}
          clientGrants | client-grants?audience=https://orders.example.com | "scope":["read:orders"]
          databases | connections?strategy=auth0 | "passwordPolicy":"good"
          databases | connections/{Customers}/clients | "client_id":"{shop}"
          connections | connections?strategy=google-oauth2 | "name":"google"
          connections | connections/{staff} | "client_id":"{shop}"
          connections | connections/{staff}/scim-configuration | "auth0":"preferred_username"
          roles | roles | "name":"clerk"
          organizations | organizations/name/acme | "plan":"gold"
          organizations | organizations/{acme}/enabled_connections | "connection_id":"{Customers}"
          organizations | organizations/{acme}/client-grants | "audience":"https://orders.example.com"
          organizations | organizations/{acme}/discovery-domains | "domain":"acme.example.com"
          organizations | organizations/{acme}/members | "email":"ada@example.com"
          rules | rules | "name":"add-country"
          rulesConfigs | rules-configs | "key":"COUNTRY"
          hooks | hooks | "name":"screen"
          pages | clients?is_global=true | "custom_login_page":"<html><body>Log in</body></html>"
          pages | tenants/settings | "html":"<html><body>It failed</body></html>"
          emailProvider | emails/provider | "smtp_host":"mail.example.com"
          emailTemplates | email-templates/welcome_email | "subject":"Welcome"
          actions | actions/actions | "name":"add-claims"
          triggers | actions/triggers/post-login/bindings | "display_name":"Add claims"
          attackProtection | attack-protection/brute-force-protection | "max_attempts":7
          attackProtection | attack-protection/suspicious-ip-throttling | "allowlist":["10.1.2.3"]
          riskAssessment | risk-assessments/settings | "enabled":true
          riskAssessment | risk-assessments/settings/new-device | "remember_for":14
          branding | branding | "favicon_url":"https://example.com/favicon.png"
          phoneProviders | branding/phone/providers | "sid":"twilio-sid"
          phoneTemplates | branding/phone/templates | "text":"Your code is {{ code }}"
          logStreams | log-streams | "httpEndpoint":"https://siem.example.com/logs"
          eventStreams | event-streams | "name":"to-queue"
          prompts | prompts | "identifier_first":true
          prompts | prompts/login/custom-text/en | "title":"Come in"
          customDomains | custom-domains | "domain":"login.example.com"
          themes | branding/themes/default | "displayName":"Blue"
          flowVaultConnections | flows/vault/connections | "name":"Sheets"
          flows | flows | "name":"Greet"
          forms | forms | "name":"Questions"
          guardianFactors | guardian/factors | {"name":"otp","enabled":true
          guardianPolicies | guardian/policies | ["confidence-score"]
          guardianFactorTemplates | guardian/factors/sms/templates | "{{code}} enrolls you"
          guardianFactorProviders | guardian/factors/push-notification/providers/sns | "aws_region":"eu-west-1"
          guardianPhoneFactorMessageTypes | guardian/factors/phone/message-types | ["sms"]
          guardianPhoneFactorSelectedProvider | guardian/factors/phone/selected-provider | "auth0"
          userAttributeProfiles | user-attribute-profiles | "name":"staff"
          connectionProfiles | connection-profiles | "name":"enterprise"
          selfServiceProfiles | self-service-profiles | "user_attribute_profile_id":"uap_
          tokenExchangeProfiles | token-exchange-profiles | "action_id":"
          networkACLs | network-acls | "description":"No bots"
          rateLimitPolicies | rate-limit-policies | "consumer_selector":"tier:gold"
          supplementalSignals | supplemental-signals | "akamai_enabled":true
          """)
  void shows_what_was_seeded(String key, String path, String text) {
    Reply read = tenant.get(withIds(path));

    assertThat(read.status()).as(read.text()).isEqualTo(200);
    assertThat(read.text()).as(key).contains(withIds(text));
  }

  private static String withIds(String text) {
    return text.replace("{acme}", id("organizations/name/acme"))
        .replace("{Customers}", connection("Customers"))
        .replace("{staff}", connection("staff"))
        .replace("{shop}", client());
  }

  private static String id(String path) {
    return tenant.get(path).string("id");
  }

  private static String connection(String name) {
    return tenant.get("connections?name=" + name).documents().get(0).string("id", "");
  }

  private static String client() {
    return tenant.get("clients").documents().stream()
        .filter(client -> client.string("name", "").equals("shop"))
        .findFirst()
        .orElseThrow()
        .string("client_id", "");
  }
}
