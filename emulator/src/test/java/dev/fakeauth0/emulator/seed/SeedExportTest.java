package dev.fakeauth0.emulator.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.tenant.ClientGrant;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeedExportTest {

  static final List<String> presets = SeedDocument.PRESETS;

  /** As the Deploy CLI writes one: names in place of ids, marks in place of secrets. */
  private static final String EXPORT =
      """
      actions:
        - name: add-claims
          code: |
            exports.onExecutePostLogin = async (event, api) => {
              api.idToken.setCustomClaim('x', 1);
            };
          dependencies: []
          deployed: true
          secrets: []
          status: built
          supported_triggers:
            - id: post-login
              version: v3
      attackProtection:
        breachedPasswordDetection: {enabled: false, shields: [], method: standard}
        bruteForceProtection: {enabled: true, max_attempts: 10}
      branding:
        colors: {page_background: '#000000', primary: '#635dff'}
        templates: []
      clientGrants:
        - client_id: Nightly Export
          audience: https://acme-dev.eu.auth0.com/api/v2/
          scope: [read:users, read:logs]
          subject_type: client
        - client_id: Nightly Export
          audience: https://orders.acme.example
          scope: [read:orders]
          organization_usage: allow
      clients:
        - name: Nightly Export
          app_type: non_interactive
          cross_origin_authentication: false
          grant_types: [client_credentials]
          is_first_party: true
          jwt_configuration: {alg: RS256, lifetime_in_seconds: 36000, secret_encoded: false}
          oidc_conformant: true
          token_endpoint_auth_method: client_secret_post
        - name: Web Shop
          app_type: regular_web
          callbacks: ['https://shop.acme.example/callback']
          client_metadata: {team: web}
      connections:
        - name: google-oauth2
          strategy: google-oauth2
          enabled_clients: [Web Shop]
          options: {client_secret: '##CONNECTIONS_GOOGLE_OAUTH2_SECRET##', scope: [email, profile]}
      customDomains: []
      databases:
        - name: Customers
          strategy: auth0
          enabled_clients: [Web Shop]
          options: {brute_force_protection: true, passwordPolicy: good}
      emailProvider: {name: smtp, enabled: true, credentials: {smtp_host: mail, smtp_port: 25}}
      emailTemplates: []
      eventStreams: []
      guardianFactorProviders:
        - {name: push-notification, provider: apns}
        - {name: push-notification, provider: sns}
      guardianFactors:
        - {name: sms, enabled: false}
      guardianPolicies: {policies: []}
      logStreams: []
      networkACLs: []
      organizations:
        - name: acme
          display_name: Acme
          branding: {colors: {page_background: '#ffffff', primary: '#000000'}}
          client_grants:
            - client_id: Nightly Export
          connections:
            - {name: Customers, assign_membership_on_login: false, show_as_button: true}
      pages: []
      prompts: {customText: {}, universal_login_experience: new}
      resourceServers:
        - name: Orders
          identifier: https://orders.acme.example
          enforce_policies: true
          scopes:
            - {value: read:orders, description: Read orders}
          signing_alg: HS256
          token_dialect: access_token_authz
          token_lifetime: 3600
      riskAssessment: {settings: {enabled: false}}
      roles:
        - name: clerk
          permissions:
            - {permission_name: read:orders, resource_server_identifier: https://orders.acme.example}
      tenant:
        default_audience: https://acme-dev.eu.auth0.com/api/v2/
        enabled_locales: [en]
        flags: {enable_dynamic_client_registration: false, revoke_refresh_token_grant: false}
        friendly_name: Acme (dev)
        session_lifetime: 3.0166666666666666
        sandbox_version: '22'
      themes: []
      triggers:
        post-login:
          - {action_name: add-claims, display_name: add-claims}
      userAttributeProfiles: []
      """;

  @ParameterizedTest
  @FieldSource("presets")
  void a_preset_comes_back_from_yaml_byte_for_byte(String preset) {
    TenantState tenant = Seeded.preset(preset);

    String written = SeedExport.yaml(tenant);

    assertThat(SeedExport.yaml(again("tenant.yaml", written))).isEqualTo(written);
    assertThat(SeedExport.yaml(Seeded.preset(preset))).isEqualTo(written);
  }

  @ParameterizedTest
  @FieldSource("presets")
  void a_preset_comes_back_from_json_byte_for_byte(String preset) {
    TenantState tenant = Seeded.preset(preset);

    String written = SeedExport.json(tenant);

    assertThat(SeedExport.json(again("tenant.json", written))).isEqualTo(written);
    assertThat(SeedExport.yaml(again("tenant.json", written))).isEqualTo(SeedExport.yaml(tenant));
  }

  @ParameterizedTest
  @FieldSource("presets")
  void a_tenant_that_comes_back_is_equal(String preset) {
    TenantState tenant = Seeded.preset(preset);

    TenantState back = again("tenant.yaml", SeedExport.yaml(tenant));

    assertThat(List.copyOf(back.clients().all())).isEqualTo(List.copyOf(tenant.clients().all()));
    assertThat(List.copyOf(back.clientGrants().all()))
        .isEqualTo(List.copyOf(tenant.clientGrants().all()));
    assertThat(List.copyOf(back.organizations().all()))
        .isEqualTo(List.copyOf(tenant.organizations().all()));
    assertThat(back.api(ManagementApi.IDENTIFIER)).isEqualTo(tenant.api(ManagementApi.IDENTIFIER));
    assertThat(back.others()).isEqualTo(tenant.others());
  }

  @Test
  void an_export_of_the_deploy_cli_starts_as_it_is() {
    SeedDocument seed = SeedDocument.read("tenant.yaml", EXPORT, SeedOptions.plain());

    TenantState tenant = Seeded.state(seed);

    String id = tenant.clients().findByKey("Nightly Export").orElseThrow().id();
    assertThat(id).matches("[A-Za-z0-9]{32}");
    assertThat(tenant.audiencesOf(id))
        .containsExactly(ManagementApi.IDENTIFIER, "https://orders.acme.example");
    assertThat(tenant.organizations().findByKey("acme").orElseThrow().clientGrants()).hasSize(2);
    assertThat(tenant.settings().string("default_audience")).contains(ManagementApi.IDENTIFIER);
    assertThat(tenant.api("https://orders.acme.example").orElseThrow().signingSecret())
        .hasValueSatisfying(secret -> assertThat(secret).matches("[A-Za-z0-9]{32}"));
    assertThat(seed.domains()).containsExactly("acme-dev.eu.auth0.com");
    assertThat(tenant.singletonPaths())
        .contains(
            "guardian/factors/push-notification/providers/sns",
            "guardian/factors/push-notification/providers/apns");
    assertThat(seed.warnings()).singleElement().asString().contains("##CONNECTIONS_GOOGLE");
  }

  @Test
  void an_export_of_the_deploy_cli_comes_back_byte_for_byte() {
    TenantState tenant =
        Seeded.state(SeedDocument.read("tenant.yaml", EXPORT, SeedOptions.plain()));

    String written = SeedExport.yaml(tenant);

    assertThat(SeedExport.yaml(again("tenant.yaml", written))).isEqualTo(written);
    assertThat(written).contains("sandbox_version: '22'").contains("prompts:\n  customText: {}");
  }

  @Test
  void ids_and_secrets_that_are_left_out_are_the_same_each_time() {
    String seed = "clients:\n- name: shop\n";

    TenantState one = again("one.yaml", seed);
    TenantState two = again("two.yaml", "tenant: {friendly_name: other}\n" + seed);

    assertThat(two.clients().all().iterator().next())
        .isEqualTo(one.clients().all().iterator().next());
  }

  @Test
  void for_the_deploy_cli_our_keys_and_a_tenants_own_ids_are_left_out() {
    String written = SeedExport.deployCliYaml(Seeded.preset("organizations"));

    assertThat(written)
        .doesNotContain("fakeAuth0", "users:", "client_secret:", "cgr_", "org_", "client_id: {")
        .contains("audience: https://##AUTH0_DOMAIN##/api/v2/")
        .contains("  client_grants:\n  - client_id: acme-service\n")
        .doesNotContain("Auth0 Management API");
  }

  @Test
  void for_the_deploy_cli_the_exported_domain_names_the_management_api() {
    TenantState tenant =
        Seeded.state(SeedDocument.read("tenant.yaml", EXPORT, SeedOptions.plain()));

    assertThat(SeedExport.deployCliYaml(tenant))
        .contains("audience: https://acme-dev.eu.auth0.com/api/v2/")
        .contains("default_audience: https://acme-dev.eu.auth0.com/api/v2/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clock: {now: '2026-01-01T00:00:00Z', frozen: true}",
        "clock: {now: '2027-01-01T00:00:00Z'}",
        "clock: {offset: PT1H}",
        "port: 8081",
        "port: 'off'",
        "domains: [acme.eu.auth0.com]",
        "failures: [hs256]",
        "claims: {audiences: {'https://a': {tier: gold}}}",
        "limits: {authentication: {limit: 5, per: 60}}"
      })
  void what_only_the_emulator_knows_comes_back(String section) {
    TenantState tenant = again("tenant.yaml", "fakeAuth0:\n  " + section + "\n");

    String written = SeedExport.yaml(tenant);

    assertThat(written).startsWith("fakeAuth0:\n");
    assertThat(SeedExport.yaml(again("tenant.yaml", written))).isEqualTo(written);
    assertThat(again("tenant.yaml", written).clock()).isEqualTo(tenant.clock());
  }

  @Test
  void the_second_factors_of_a_user_come_back() {
    TenantState tenant =
        again(
            "tenant.yaml",
            """
            users:
              - email: ada@example.com
                mfa_factors:
                  - totp: {secret: JBSWY3DPEHPK3PXP}
                  - phone: {value: '+15550100'}
            """);

    String written = SeedExport.yaml(tenant);

    assertThat(written).contains("mfa_factors").contains("JBSWY3DPEHPK3PXP").contains("+15550100");
    assertThat(SeedExport.yaml(again("tenant.yaml", written))).isEqualTo(written);
  }

  @Test
  void clients_that_share_a_name_are_told_apart_by_id() {
    TenantState tenant =
        again(
            "tenant.yaml",
            """
            resourceServers: [{identifier: 'https://a'}]
            clients:
            - {name: Assistant, client_id: one}
            - {name: Assistant, client_id: two}
            clientGrants:
            - {client_id: two, audience: 'https://a', scope: []}
            """);

    TenantState back = again("tenant.yaml", SeedExport.yaml(tenant));

    assertThat(back.clients().size()).isEqualTo(2);
    assertThat(back.clientGrants().all())
        .extracting(ClientGrant::clientId)
        .containsExactly(java.util.Optional.of("two"));
  }

  @Test
  void a_changed_management_api_comes_back() {
    TenantState tenant =
        again(
            "tenant.yaml",
            "resourceServers:\n- identifier: https://localhost/api/v2/\n  token_lifetime: 60\n");

    TenantState back = again("tenant.yaml", SeedExport.yaml(tenant));

    assertThat(back.api(ManagementApi.IDENTIFIER).orElseThrow().tokenLifetime()).hasSeconds(60);
    assertThat(back.api(ManagementApi.IDENTIFIER).orElseThrow().scopes()).hasSize(254);
  }

  private static TenantState again(String source, String text) {
    return Seeded.state(SeedDocument.read(source, text, new SeedOptions(false, Map.of())));
  }
}
